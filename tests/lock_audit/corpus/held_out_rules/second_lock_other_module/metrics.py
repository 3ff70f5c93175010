import threading


class Metrics:
    def __init__(self):
        self._metrics_lock = threading.Lock()
        self._counts = {}

    def incr(self, name, by=1):
        with self._metrics_lock:
            self._counts[name] = self._counts.get(name, 0) + by

    def snapshot(self):
        with self._metrics_lock:
            return dict(self._counts)
