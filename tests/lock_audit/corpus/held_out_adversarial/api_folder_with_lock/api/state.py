# corpus: strict not checked
import threading

_lock = threading.Lock()
_n = {"v": 0}


def bump() -> int:
    with _lock:  # expect: LCK001 LCK002
        _n["v"] += 1
        return _n["v"]
