# corpus: strict not checked
import threading


class Box:
    def __init__(self) -> None:
        self._l = threading.Lock()
        self.n = 0

    def bad(self) -> None:
        take = self._l.acquire
        take()  # expect: LCK001
        try:
            self.n += 1
        finally:
            self._l.release()

    def good(self) -> bool:
        take, give = self._l.acquire, self._l.release
        if not take(timeout=0.5):
            return False
        try:
            self.n += 1
        finally:
            give()
        return True
