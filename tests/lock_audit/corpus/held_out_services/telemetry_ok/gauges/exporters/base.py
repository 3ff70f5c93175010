from __future__ import annotations

import abc
import threading


class Exporter(abc.ABC):
    """Collects lines; a subclass writes a batch, always without the lock."""

    def __init__(self, batch: int = 50) -> None:
        self._lock = threading.Lock()
        self._lines: list[str] = []
        self._batch = batch

    @abc.abstractmethod
    def emit_batch(self, lines: list[str]) -> None:
        ...

    def add(self, line: str) -> None:
        full: list[str] = []
        with self._lock:
            self._lines.append(line)
            if len(self._lines) >= self._batch:
                full = list(self._lines)
                self._lines.clear()
        if full:
            self.emit_batch(full)

    def flush(self) -> int:
        with self._lock:
            rest = list(self._lines)
            self._lines.clear()
        if rest:
            self.emit_batch(rest)
        return len(rest)
