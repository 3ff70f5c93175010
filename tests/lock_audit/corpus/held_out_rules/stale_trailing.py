# corpus: strict not checked
from __future__ import annotations

import threading
from dataclasses import dataclass, field


@dataclass
class Thermostat:
    room: str
    target: float = 20.0
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def nudge(self, delta: float) -> float:
        with self._lock:
            # expect-next: LCK000
            self.target += delta  # lock-audit: allow LCK006 -- used to write the value to disk here
            return self.target

    def set(self, value: float) -> None:
        if not 5.0 <= value <= 30.0:
            raise ValueError(f"{value} out of range for {self.room}")
        with self._lock:
            self.target = value

    def describe(self) -> str:
        with self._lock:
            target = self.target
        return f"{self.room}: {target:.1f}"
