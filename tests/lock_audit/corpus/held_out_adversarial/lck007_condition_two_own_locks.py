# corpus: strict not checked
import threading

_mu = threading.RLock()
_cv = threading.Condition(_mu)
_other = threading.Condition()
_n = {"v": 0}


def same() -> None:
    with _cv:
        with _mu:
            _n["v"] += 1


def different() -> None:
    with _cv:
        with _other:  # expect: LCK007
            _other.notify_all()
