# corpus: strict not checked
from metrics import Metrics

import threading


class ThumbCache:
    def __init__(self, metrics: Metrics):
        self._thumbs_lock = threading.Lock()
        self._thumbs = {}
        self._metrics = metrics

    def put(self, key, data):
        with self._thumbs_lock:
            self._thumbs[key] = data
            self._metrics.incr("thumbs.put")  # expect: LCK007 via incr -> _metrics_lock
        return key

    def has(self, key):
        with self._thumbs_lock:
            found = key in self._thumbs
        self._metrics.incr("thumbs.has")
        return found
