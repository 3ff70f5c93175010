# corpus: strict not checked
import threading


class Sweeper:
    """The statistics are best effort: if their lock is busy the sample is lost."""

    def __init__(self):
        self._lock = threading.Lock()
        self._stats_lock = threading.Lock()
        self._entries = {}
        self._stats = {"puts": 0, "lost": 0}

    def put(self, key, value):
        with self._lock:
            self._entries[key] = value
            if self._stats_lock.acquire(blocking=False):
                try:
                    self._stats["puts"] += 1
                finally:
                    self._stats_lock.release()

    def drop(self, key):
        with self._lock:
            gone = self._entries.pop(key, None)
            if self._stats_lock.acquire(False):
                try:
                    self._stats["lost"] += 1
                finally:
                    self._stats_lock.release()
            return gone is not None

    def puts(self):
        with self._stats_lock:
            return self._stats["puts"]
