# corpus: strict not checked
import threading


class Box:
    def __init__(self) -> None:
        self._l = threading.Lock()
        self.n = 0

    def a(self) -> None:
        self._l.acquire(timeout=1)  # expect: LCK008
        try:
            self.n += 1
        finally:
            self._l.release()

    def b(self) -> None:
        self._l.acquire(False)  # expect: LCK008
        try:
            self.n += 1
        finally:
            self._l.release()

    def c(self) -> None:
        if not self._l.acquire(timeout=1):
            raise TimeoutError
        try:
            self.n += 1
        finally:
            self._l.release()
