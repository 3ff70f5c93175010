# corpus: strict not checked
"""A short cut, a `break` or a raise leaves the lock behind."""

import threading


class Closed(Exception):
    pass


class Shard:
    def __init__(self):
        self.lock = threading.Lock()
        self.values: dict[str, int] = {}
        self.closed = False


class Cluster:
    def __init__(self, shards: list[Shard]):
        self._shards = shards
        self._lock = threading.Lock()
        self._cache: dict[str, int] = {}

    def get(self, key: str) -> int | None:
        if not self._lock.acquire(timeout=1.0):  # expect: LCK008
            return None
        if key in self._cache:
            return self._cache[key]
        self._cache[key] = 0
        self._lock.release()
        return 0

    def evict(self, key: str) -> int:
        evicted = 0
        for shard in self._shards:
            if not shard.lock.acquire(timeout=0.1):  # expect: LCK008
                continue
            if key not in shard.values:
                break
            del shard.values[key]
            evicted += 1
            shard.lock.release()
        return evicted

    def write(self, shard: Shard, key: str, value: int) -> None:
        if not shard.lock.acquire(timeout=0.1):  # expect: LCK008
            raise TimeoutError(key)
        if shard.closed:
            raise Closed(key)
        try:
            shard.values[key] = value
        finally:
            shard.lock.release()
