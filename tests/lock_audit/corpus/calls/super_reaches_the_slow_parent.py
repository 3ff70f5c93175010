# corpus: strict not checked
"""super() names the parent's method, however fast the child's own part is."""
import threading
import time


class Meter:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._values: list[int] = []

    def record(self, value: int) -> None:
        self._values.append(value)
        time.sleep(0.01)

    def latest(self) -> int:
        return self._values[-1]


class BoundedMeter(Meter):
    def record(self, value: int) -> None:
        with self._lock:
            super().record(min(value, 100))  # expect: LCK006 via record -> time.sleep

    def latest(self) -> int:
        with self._lock:
            return super().latest()


class LoudMeter(BoundedMeter):
    def latest(self) -> int:
        return super().latest() + 1
