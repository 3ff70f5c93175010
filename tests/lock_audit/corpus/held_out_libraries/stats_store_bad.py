# corpus: strict not checked
"""Time-series store: dataclass locks, per-series buckets, periodic dump."""
from __future__ import annotations

import json
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Dict, List, Tuple

Point = Tuple[float, float]


@dataclass
class Series:
    name: str
    points: List[Point] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, value: float) -> None:
        with self.lock:
            self.points.append((time.time(), value))

    def all(self) -> List[Point]:
        with self.lock:
            return self.points  # expect: LCK009

    def copy(self) -> List[Point]:
        with self.lock:
            return self.points[:]

    def since(self, start: float):
        with self.lock:
            return (point for point in self.points if point[0] >= start)  # expect: LCK009

    def mean(self) -> float:
        with self.lock:
            if not self.points:
                return 0.0
            return sum(value for _, value in self.points) / len(self.points)


@dataclass
class Store:
    folder: Path
    _lock: threading.RLock = field(default_factory=threading.RLock)
    _series: Dict[str, Series] = field(default_factory=dict)

    def series(self, name: str) -> Series:
        with self._lock:
            found = self._series.get(name)
            if found is None:
                found = self._series[name] = Series(name)
            return found

    def add(self, name: str, value: float) -> None:
        self.series(name).add(value)

    def add_all(self, values: Dict[str, float]) -> None:
        with self._lock:
            for name, value in values.items():
                one: Series = self.series(name)
                one.add(value)  # expect: LCK007

    def _write(self, name: str, points: List[Point]) -> None:
        target = self.folder / (name + ".json")
        target.write_text(json.dumps(points))

    def dump(self) -> int:
        with self._lock:
            names = list(self._series)
        for name in names:
            self._write(name, self.series(name).copy())
        return len(names)

    def dump_empty(self) -> int:
        with self._lock:
            for name in self._series:
                self._write(name, [])  # expect: LCK006 via _write -> write_text
            return len(self._series)

    def clear(self) -> None:
        self._lock.acquire(timeout=1.0)  # expect: LCK008
        self._series.clear()
        self._lock.release()
