# corpus: strict not checked
"""A store whose base class owns the lock."""

import threading


class Guarded:
    def __init__(self):
        self._lock = threading.Lock()
        self._entries: dict[str, str] = {}

    def read(self, key: str) -> str | None:
        with self._lock:
            return self._entries.get(key)

    def _read_locked(self, key: str) -> str | None:
        return self._entries.get(key)
