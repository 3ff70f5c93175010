from __future__ import annotations

import threading

from .exporters import Exporter
from .values import Counter, Histogram


class Registry:
    def __init__(self, exporters: list[Exporter]) -> None:
        self._lock = threading.Lock()
        self._counters: dict[str, Counter] = {}
        self._histograms: dict[str, Histogram] = {}
        self._exporters = tuple(exporters)

    def counter(self, name: str) -> Counter:
        with self._lock:
            if name not in self._counters:
                self._counters[name] = Counter(name)
            return self._counters[name]

    def histogram(self, name: str) -> Histogram:
        with self._lock:
            if name not in self._histograms:
                self._histograms[name] = Histogram(name)
            return self._histograms[name]

    def export(self) -> int:
        with self._lock:
            counters = list(self._counters.values())
            histograms = list(self._histograms.values())
        lines = [c.line() for c in counters] + [h.line() for h in histograms]
        for exporter in self._exporters:
            for text in lines:
                exporter.add(text)
        return len(lines)
