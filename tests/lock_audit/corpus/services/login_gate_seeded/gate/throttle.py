# corpus: strict not checked
"""Failures per name."""
import threading
import time

from gate.tarpit import slow_down


class Throttle:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._failures: dict[str, list[float]] = {}

    def failed(self, name: str) -> int:
        with self._lock:
            moments = self._failures.setdefault(name, [])
            moments.append(time.monotonic())
            slow_down(len(moments))  # expect: LCK006 via slow_down -> time.sleep
            return len(moments)

    def failures(self, name: str) -> int:
        with self._lock:
            return len(self._failures.get(name, []))

    def newest(self):
        with self._lock:
            return (max(moments) for moments in self._failures.values())  # expect: LCK009
