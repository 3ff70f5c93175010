import threading

_lock = threading.Lock()
_n = {"v": 0}


def bump() -> int:
    with _lock:
        _n["v"] += 1
        return _n["v"]
