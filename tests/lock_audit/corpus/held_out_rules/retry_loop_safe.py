# corpus: strict not checked
import threading


class Poller:
    def __init__(self, stop: threading.Event):
        self._lock = threading.Lock()
        self._stop = stop
        self._rounds = 0

    def round(self):
        while not self._lock.acquire(timeout=0.25):
            if self._stop.is_set():
                return False
        try:
            self._rounds += 1
        finally:
            self._lock.release()
        return True

    def round_limited(self, attempts=3):
        for _ in range(attempts):
            if self._lock.acquire(timeout=0.1):
                try:
                    self._rounds += 1
                    return True
                finally:
                    self._lock.release()
        return False

    def rounds(self):
        with self._lock:
            return self._rounds
