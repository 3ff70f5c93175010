import threading


class Hits:
    def __init__(self):
        self._lock = threading.Lock()
        self._n = 0

    def hit(self):
        if not self._lock.acquire(timeout=1):
            return -1
        try:
            self._n += 1
            return self._n
        finally:
            self._lock.release()
