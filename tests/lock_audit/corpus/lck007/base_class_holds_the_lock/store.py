# corpus: strict not checked
"""The subclass calls a locking method of its base under the lock, and once the unlocked twin."""

from base import Guarded


class Store(Guarded):
    def change(self, key: str, value: str) -> str | None:
        with self._lock:
            before = self.read(key)  # expect: LCK007
            self._entries[key] = value
            return before

    def change_rightly(self, key: str, value: str) -> str | None:
        with self._lock:
            before = self._read_locked(key)
            self._entries[key] = value
            return before

    def change_by_super(self, key: str, value: str) -> str | None:
        with self._lock:
            self._entries[key] = value
            return super().read(key)  # expect: LCK007
