# corpus: strict not checked
"""A lock that gives up after half a second."""
import threading


class BoundedLock:
    def __init__(self, timeout_s: float = 0.5) -> None:
        self._lock = threading.Lock()
        self._timeout_s = timeout_s

    def __enter__(self) -> None:
        if not self._lock.acquire(timeout=self._timeout_s):
            raise TimeoutError("bounded lock")

    def __exit__(self, exc_type, exc, traceback) -> None:
        self._lock.release()
