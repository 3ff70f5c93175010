# corpus: strict not checked
import threading
import time


class Blinker:
    """Drives one LED; two threads must never interleave a pulse."""

    def __init__(self, pin):
        self._pin = pin
        self._lock = threading.Lock()
        self.pulses = 0

    def pulse(self):
        with self._lock:
            self._pin.value = 1
            # lock-audit: allow LCK006 -- 5 ms pulse, two threads must not interleave
            time.sleep(0.005)  # expect: LCK006[suppressed]
            self._pin.value = 0
            self.pulses += 1

    def count(self):
        with self._lock:
            return self.pulses
