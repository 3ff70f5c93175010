# corpus: strict not checked
"""Trying without waiting can not deadlock: the inner lock is taken only when it is free."""

import threading


class Shard:
    def __init__(self):
        self.lock = threading.Lock()
        self.items: list[str] = []


class Pool:
    def __init__(self, shards: list[Shard]):
        self._lock = threading.Lock()
        self._spare_lock = threading.Lock()
        self._shards = shards
        self._spare: list[str] = []
        self._stolen = 0

    def tidy(self) -> bool:
        with self._lock:
            self._stolen = 0
            if not self._spare_lock.acquire(blocking=False):
                return False
            try:
                self._spare.clear()
            finally:
                self._spare_lock.release()
            return True

    def steal(self, own: Shard, other: Shard) -> str | None:
        with own.lock:
            if other.lock.acquire(False):
                try:
                    return other.items.pop() if other.items else None
                finally:
                    other.lock.release()
            return None

    def tidy_soon(self) -> bool:
        with self._lock:
            return self._try_spare()

    def _try_spare(self) -> bool:
        if not self._spare_lock.acquire(blocking=False):
            return False
        try:
            self._spare.clear()
            return True
        finally:
            self._spare_lock.release()
