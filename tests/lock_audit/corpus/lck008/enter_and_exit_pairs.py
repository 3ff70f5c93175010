# corpus: strict not checked
"""Classes that acquire on entering and release on leaving, one of them reusing the wrapped lock's own methods."""

import threading


class BoundedLock:
    """A lock whose `with` waits at most *wait_s*; raises TimeoutError then."""

    def __init__(self, wait_s: float):
        self._lock = threading.Lock()
        self._wait_s = wait_s
        self.uses = 0

    def __enter__(self) -> "BoundedLock":
        if not self._lock.acquire(timeout=self._wait_s):
            raise TimeoutError("lock")
        self.uses += 1
        return self

    def __exit__(self, kind, value, trace) -> None:
        self._lock.release()


class TryLock:
    def __init__(self):
        self._lock = threading.RLock()
        self.taken = False

    def __enter__(self) -> bool:
        self.taken = self._lock.acquire(blocking=False)
        return self.taken

    def __exit__(self, kind, value, trace) -> None:
        if self.taken:
            self._lock.release()


class Register:
    def __init__(self):
        self._lock = BoundedLock(0.5)
        self._names: set[str] = set()

    def add(self, name: str) -> None:
        with self._lock:
            self._names.add(name)
