# corpus: strict not checked
import threading

_lock = threading.Lock()
_up = threading.Event()
_n = {"v": 0}


class Gate:
    def wait(self, timeout: float) -> bool:
        return timeout > 0


def bad() -> int:
    with _lock:
        if _up.wait(0.5):  # expect: LCK006
            _n["v"] += 1
        return _n["v"]


def good(g: Gate) -> int:
    if not _up.wait(0.5):
        return 0
    with _lock:
        _up.set()
        g.wait(3)
        return _n["v"] if _up.is_set() else 0
