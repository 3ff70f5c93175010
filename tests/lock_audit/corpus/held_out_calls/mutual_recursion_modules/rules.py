import threading

import parse

_lock = threading.Lock()
_totals = {}


def total(name, item):
    with _lock:
        _totals[name] = parse.evaluate_item(item)  # expect: LCK006 via evaluate_item -> evaluate_group -> _pause -> sleep
        return _totals[name]


def total_well(name, item):
    value = parse.evaluate_item(item)
    with _lock:
        _totals[name] = value
        return value
