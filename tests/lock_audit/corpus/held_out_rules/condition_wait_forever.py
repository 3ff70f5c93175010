# corpus: strict not checked
import threading


class Latch:
    """Count-down latch, after java.util.concurrent."""

    def __init__(self, count: int = 1):
        self._count = count
        self._cv = threading.Condition()

    def count_down(self):
        with self._cv:
            self._count -= 1
            if self._count <= 0:
                self._cv.notify_all()

    def join(self):
        with self._cv:
            while self._count > 0:
                self._cv.wait()  # expect: LCK001

    def join_for(self, seconds):
        with self._cv:
            return self._cv.wait_for(lambda: self._count <= 0, seconds)

    @property
    def remaining(self):
        with self._cv:
            return self._count
