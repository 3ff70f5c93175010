# corpus: strict not checked
import threading

_lock = threading.Lock()
_n = {"v": 0}


def open_under(path: str) -> int:
    with _lock, open(path):  # expect: LCK006
        _n["v"] += 1
        return _n["v"]


def open_first(path: str) -> int:
    with open(path), _lock:
        _n["v"] += 1
        return _n["v"]


def multi_line(path: str) -> int:
    with (
        _lock,
        open(path, "rb") as fh,  # expect: LCK006
    ):
        return fh.fileno()
