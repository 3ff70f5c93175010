# corpus: strict not checked
import threading
import time


class Barrier:
    """Waits for a number of arrivals; every wait is on the held condition."""

    def __init__(self, parties: int) -> None:
        self._cond = threading.Condition(threading.RLock())
        self._parties = parties
        self._arrived = 0

    def arrive(self) -> bool:
        with self._cond:
            self._arrived += 1
            if self._arrived >= self._parties:
                self._cond.notify_all()
                return True
            return self._wait_full(2.0)

    def _wait_full(self, seconds: float) -> bool:
        deadline = time.monotonic() + seconds
        while self._arrived < self._parties:
            left = deadline - time.monotonic()
            if left <= 0 or not self._wait_once(left):
                return False
        return True

    def _wait_once(self, left: float) -> bool:
        return self._cond.wait(timeout=left)

    def arrived(self) -> int:
        with self._cond:
            return self._arrived
