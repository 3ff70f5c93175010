# corpus: strict not checked
"""Counters behind leaf locks; not API code, so a plain with is how it is done."""
import threading
import time


class Counter:
    def __init__(self, name: str) -> None:
        self.name = name
        self._lock = threading.Lock()
        self._values: dict[str, int] = {}

    def add(self, label: str, amount: int = 1) -> None:
        with self._lock:
            self._values[label] = self._values.get(label, 0) + amount

    def snapshot(self) -> dict[str, int]:
        with self._lock:
            return dict(self._values)


class Gauge:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._value = 0.0
        self._changed = 0.0

    def set(self, value: float) -> None:
        with self._lock:
            self._value, self._changed = value, time.time()

    def value(self) -> float:
        with self._lock:
            return self._value
