# corpus: strict not checked
"""RLocks of two instances are two locks: a merge each way round can wait for the other for ever."""

import threading


class Histogram:
    def __init__(self):
        self._lock = threading.RLock()
        self._buckets: dict[int, int] = {}

    def add(self, bucket: int, count: int = 1) -> None:
        with self._lock:
            self._buckets[bucket] = self._buckets.get(bucket, 0) + count

    def merge(self, other: "Histogram") -> None:
        with self._lock:
            with other._lock:  # expect: LCK007
                for bucket, count in other._buckets.items():
                    self._buckets[bucket] = self._buckets.get(bucket, 0) + count

    def merge_in_turn(self, other: "Histogram") -> None:
        with other._lock:
            buckets = dict(other._buckets)
        with self._lock:
            for bucket, count in buckets.items():
                self.add(bucket, count)

    def drain_into(self, other: "Histogram") -> None:
        with self._lock:
            for bucket, count in self._buckets.items():
                other.add(bucket, count)  # expect: LCK007
            self._buckets.clear()
