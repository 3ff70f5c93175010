# corpus: strict not checked
"""Returns, continues and raises of every kind between try and finally: the release is certain."""

import threading


class Shard:
    def __init__(self):
        self.lock = threading.Lock()
        self.values: dict[str, int] = {}
        self.closed = False


class Cluster:
    def __init__(self, shards: list[Shard]):
        self._shards = shards

    def evict(self, key: str) -> int:
        evicted = 0
        for shard in self._shards:
            if not shard.lock.acquire(timeout=0.1):
                continue
            try:
                if shard.closed:
                    continue
                if key not in shard.values:
                    break
                del shard.values[key]
            finally:
                shard.lock.release()
            evicted += 1
        return evicted

    def write(self, shard: Shard, key: str, value: int) -> bool:
        if not shard.lock.acquire(timeout=0.1):
            raise TimeoutError(key)
        try:
            if shard.closed:
                raise RuntimeError(key)
            match value:
                case 0:
                    shard.values.pop(key, None)
                    return False
                case _:
                    shard.values[key] = value
                    return True
        finally:
            shard.lock.release()

    def increase(self, shard: Shard, key: str) -> int:
        if not shard.lock.acquire(timeout=0.1):
            return -1
        try:
            try:
                shard.values[key] += 1
            except KeyError:
                return 0
            else:
                return shard.values[key]
        finally:
            shard.lock.release()
