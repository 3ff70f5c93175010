# corpus: strict not checked
import threading


class Box:
    NO_LIMIT = -1
    LIMIT = 1.5

    def __init__(self) -> None:
        self._l = threading.RLock()

    def bad(self) -> None:
        if not self._l.acquire(blocking=True, timeout=self.NO_LIMIT):  # expect: LCK001
            return
        try:
            print("x")
        finally:
            self._l.release()

    def good(self) -> None:
        if not self._l.acquire(blocking=True, timeout=self.LIMIT):
            return
        try:
            print("x")
        finally:
            self._l.release()
