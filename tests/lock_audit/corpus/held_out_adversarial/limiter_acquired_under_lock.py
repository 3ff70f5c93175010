# corpus: strict not checked
import threading

_slots = threading.Semaphore(3)
_lock = threading.Lock()
_busy = {"n": 0}


def enter() -> bool:
    with _lock:
        _busy["n"] += 1
        with _slots:  # expect: LCK006
            return _busy["n"] > 2


def other_way_round() -> int:
    with _slots:
        with _lock:
            _busy["n"] += 1
            return _busy["n"]
