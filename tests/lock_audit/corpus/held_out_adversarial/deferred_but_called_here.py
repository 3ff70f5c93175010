# corpus: strict not checked
import threading
import time

_lock = threading.Lock()
_n = {"v": 0}


def kick() -> int:
    with _lock:
        def inner() -> None:
            _n["v"] += 1
            time.sleep(3)

        inner()  # expect: LCK006 via inner -> sleep
        nap = lambda: time.sleep(2)
        _n["v"] += 1
    nap()
    return 1
