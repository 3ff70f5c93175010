# corpus: strict not checked
import threading

_table = threading.Lock()
_cv = threading.Condition()
_n = {"x": 0}


def drain() -> None:
    with _table:
        with _cv:  # expect: LCK007
            _cv.wait(0.5)  # expect: LCK006
            _n["x"] = 0


def drain_alone() -> None:
    with _cv:
        _cv.wait(0.5)
        _n["x"] = 0
