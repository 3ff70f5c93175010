# corpus: strict not checked
from threading import Lock


class Ticker:
    _INSTANCES = 0

    def __init__(self):
        self._lock = Lock()
        self._ticks = 0
        Ticker._INSTANCES += 1

    def tick(self):
        # expect-next: LCK000
        # lock-audit: allow LCK001 --
        self._lock.acquire()  # expect: LCK001
        try:
            self._ticks += 1
            return self._ticks
        finally:
            self._lock.release()

    def reset(self):
        if self._lock.acquire(timeout=0.5):
            try:
                self._ticks = 0
            finally:
                self._lock.release()
