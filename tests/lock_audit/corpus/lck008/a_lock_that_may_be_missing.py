# corpus: strict not checked
"""The lock is optional; where there is one, it is taken with a look at the result and given back."""

import threading


class Log:
    def __init__(self, shared: bool):
        self._lock = threading.Lock()
        self._shared = shared
        self._lines: list[str] = []

    def add(self, line: str) -> bool:
        if not self._shared:
            self._lines.append(line)
            return True
        if self._lock.acquire(timeout=0.2):
            try:
                self._lines.append(line)
                return True
            finally:
                self._lock.release()
        return False

    def size(self) -> int:
        locked = False
        try:
            locked = self._lock.acquire(timeout=0.2)
            return len(self._lines) if locked else -1
        finally:
            if locked:
                self._lock.release()

    def clear(self, lock: threading.Lock | None = None) -> None:
        if lock is None:
            self._lines.clear()
            return
        with lock:
            self._lines.clear()
