import threading
import time


class TracedLock:
    def __init__(self, label):
        self.label = label
        self.taken_at = 0.0
        self._lock = threading.Lock()

    def __enter__(self):
        self._lock.acquire()  # expect: LCK001
        self.taken_at = time.monotonic()
        return self

    def __exit__(self, exc_type, exc, tb):
        self.taken_at = 0.0
        self._lock.release()
