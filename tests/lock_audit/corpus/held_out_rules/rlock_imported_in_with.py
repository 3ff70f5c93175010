# corpus: strict not checked
from threading import RLock as Mutex


class Calibration:
    def __init__(self):
        self.offset = 0.0
        self.samples = 0
        self._lock = Mutex()

    def feed(self, value):
        with Mutex():  # expect: LCK010
            self.samples += 1
            self.offset += (value - self.offset) / self.samples

    def value(self):
        with self._lock:
            return self.offset

    def reset(self):
        with self._lock:
            self.offset = 0.0
            self.samples = 0
