from __future__ import annotations

import threading
import time
from contextlib import contextmanager

_write_lock = threading.Lock()
_stats_lock = threading.Lock()
_writes = 0


class LockTimeout(Exception):
    pass


class TimedLock:
    """A lock whose `with` gives up after a while."""

    def __init__(self, seconds: float) -> None:
        self._inner = threading.Lock()
        self._seconds = seconds

    def __enter__(self) -> "TimedLock":
        if not self._inner.acquire(timeout=self._seconds):
            raise LockTimeout("timed lock")
        return self

    def __exit__(self, *exc) -> None:
        self._inner.release()


@contextmanager
def exclusive(timeout: float = 0.5):
    if not _write_lock.acquire(timeout=timeout):
        raise LockTimeout("write lock")
    try:
        yield
    finally:
        _write_lock.release()


@contextmanager
def editing(name: str):
    with exclusive():
        yield name


@contextmanager
def timed(name: str):
    """Books a count under a lock, but yields with none held."""
    global _writes
    started = time.monotonic()
    with _stats_lock:
        _writes += 1
    yield name
    with _stats_lock:
        _writes -= int(time.monotonic() - started > 60)
