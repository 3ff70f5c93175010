# corpus: strict not checked
import threading

_rates = {"EUR": 1.0}
_rates_lock = threading.Lock()


def set_rate(code, value):
    if value <= 0:
        raise ValueError("rate must be positive")
    # expect-next: LCK000 LCK001
    _rates_lock.acquire()  # lock-audit: allow LCK001
    try:
        _rates[code] = float(value)
    finally:
        _rates_lock.release()


def convert(amount, src, dst):
    with _rates_lock:
        a = _rates[src]
        b = _rates[dst]
    return amount * b / a


def known_codes():
    with _rates_lock:
        return sorted(_rates)
