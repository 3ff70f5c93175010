# corpus: strict not checked
import threading

_tax_lock = threading.Lock()
_tax_table = {}


def recompute(rules):
    if not _tax_lock.acquire(timeout=4):  # expect: LCK008
        return 0
    try:
        for rule in rules:
            _tax_table[rule.code] = rule.evaluate(_tax_table)
    except ValueError:
        _tax_lock.release()
        raise
    _tax_lock.release()
    return len(rules)


def rate(code):
    if not _tax_lock.acquire(timeout=4):
        raise TimeoutError(code)
    try:
        return _tax_table[code]
    except KeyError:
        return 0
    finally:
        _tax_lock.release()
