# corpus: strict not checked
import threading

_a = threading.Lock()
_b = threading.Lock()
_n = {"v": 0}


def ab() -> None:
    with _a:
        with _b:  # expect: LCK007
            _n["v"] += 1


def ba() -> None:
    with _b:
        with _a:  # expect: LCK007
            _n["v"] -= 1


def single() -> None:
    with _b:
        _n["v"] = 0
