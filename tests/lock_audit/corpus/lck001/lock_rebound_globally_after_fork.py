import threading
from threading import Lock

_lock: threading.Lock | None = None
_seen: set[str] = set()


def after_fork() -> None:
    global _lock
    _lock = Lock()


def see(name: str) -> bool:
    if _lock is None:
        raise RuntimeError("call after_fork first")
    _lock.acquire()  # expect: LCK001
    try:
        fresh = name not in _seen
        _seen.add(name)
        return fresh
    finally:
        _lock.release()
