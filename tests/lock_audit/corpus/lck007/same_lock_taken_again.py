# corpus: strict not checked
"""A plain lock is not reentrant: a public method called under the lock waits for itself."""

import threading


class Registry:
    def __init__(self):
        self._lock = threading.Lock()
        self._names: dict[str, int] = {}

    def register(self, name: str) -> int:
        with self._lock:
            if self.lookup(name) is None:  # expect: LCK007
                self._names[name] = len(self._names)
            return self._names[name]

    def lookup(self, name: str) -> int | None:
        with self._lock:
            return self._names.get(name)

    def rename(self, old: str, new: str) -> None:
        guard = self._lock
        with guard:
            number = self._names.pop(old)
            with self._lock:  # expect: LCK007
                self._names[new] = number

    def drop(self, name: str) -> bool:
        with self._lock:
            return self._drop_locked(name)

    def _drop_locked(self, name: str) -> bool:
        return self._names.pop(name, None) is not None
