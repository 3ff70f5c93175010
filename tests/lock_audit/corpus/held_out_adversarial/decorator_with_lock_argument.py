# corpus: strict not checked
import functools
import threading
import sqlite3

_mem = threading.Lock()


def guarded_by(lock: threading.Lock):
    def deco(fn):
        @functools.wraps(fn)
        def inner(*a, **k):
            if not lock.acquire(timeout=1.0):
                raise TimeoutError
            try:
                return fn(*a, **k)
            finally:
                lock.release()
        return inner
    return deco


@guarded_by(_mem)
def save(path: str) -> None:
    db = sqlite3.connect(path)  # expect: LCK004
    db.execute("DELETE FROM t")  # expect: LCK004


@guarded_by(_mem)
def name(path: str) -> str:
    return path.upper()
