# corpus: strict not checked
"""An untyped receiver is followed when one class alone defines the method, and left alone when two do."""

import threading


class Gauge:
    def __init__(self):
        self._lock = threading.Lock()
        self._value = 0.0

    def set_level(self, value: float) -> None:
        with self._lock:
            self._value = value

    def reset(self) -> None:
        with self._lock:
            self._value = 0.0


class Draft:
    def __init__(self):
        self.text = ""

    def reset(self) -> None:
        self.text = ""


class Tank:
    def __init__(self, gauge, draft):
        self._lock = threading.Lock()
        self._gauge = gauge
        self._draft = draft
        self._level = 0.0

    def fill(self, amount: float) -> None:
        with self._lock:
            self._level += amount
            self._gauge.set_level(self._level)  # expect: LCK007

    def empty(self, thing) -> None:
        with self._lock:
            self._level = 0.0
            thing.reset()

    def tell(self) -> None:
        with self._lock:
            level = self._level
        self._gauge.set_level(level)
