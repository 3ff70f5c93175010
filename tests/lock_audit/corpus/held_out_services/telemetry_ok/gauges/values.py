from __future__ import annotations

import threading
from dataclasses import dataclass, field


@dataclass
class Counter:
    name: str
    lock: threading.Lock = field(default_factory=threading.Lock, repr=False)
    value: float = 0.0

    def add(self, by: float = 1.0) -> float:
        with self.lock:
            self.value += by
            return self.value

    def line(self) -> str:
        with self.lock:
            value = self.value
        return f"{self.name} {value}"


@dataclass
class Histogram:
    name: str
    lock: threading.Lock = field(default_factory=threading.Lock, repr=False)
    buckets: dict[int, int] = field(default_factory=dict)

    def observe(self, value: float) -> None:
        with self.lock:
            self.buckets[int(value)] = self.buckets.get(int(value), 0) + 1

    def line(self) -> str:
        with self.lock:
            parts = [f"{k}:{v}" for k, v in sorted(self.buckets.items())]
            return f"{self.name} " + ",".join(parts)

    def view(self) -> dict[int, int]:
        with self.lock:
            return dict(self.buckets)
