# corpus: strict not checked
import threading
import time


class Sensor:
    def __init__(self) -> None:
        self._v = 0

    @property
    def reading(self) -> int:
        time.sleep(0.1)
        return self._v

    @property
    def cached(self) -> int:
        return self._v

    @cached.setter
    def cached(self, v: int) -> None:
        self._v = v


class Panel:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.sensor = Sensor()
        self.last = 0

    def poll(self) -> None:
        with self._lock:
            self.last = self.sensor.reading  # expect: LCK006 via reading -> sleep

    def peek(self) -> None:
        with self._lock:
            self.last = self.sensor.cached
            self.sensor.cached = 3
