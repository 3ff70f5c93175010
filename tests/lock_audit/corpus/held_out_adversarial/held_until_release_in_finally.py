# corpus: strict not checked
import threading
import time

_lock = threading.Lock()
_v = {"n": 0}


def flush() -> None:
    got = _lock.acquire(True, 0.5)
    if not got:
        return
    try:
        _v["n"] = 0
    finally:
        try:
            time.sleep(0.1)  # expect: LCK006
        finally:
            _lock.release()
    time.sleep(0.2)
