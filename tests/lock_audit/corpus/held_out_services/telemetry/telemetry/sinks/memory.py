from __future__ import annotations

from ..sample import Sample
from .base import BufferedSink


class MemorySink(BufferedSink):
    def samples(self) -> list[Sample]:
        with self._lock:
            return self._buffer  # expect: LCK009

    def latest(self) -> Sample | None:
        with self._lock:
            return self._buffer[-1] if self._buffer else None

    def absorb(self, other: MemorySink) -> None:
        with self._lock, other._lock:  # expect: LCK007
            self._buffer.extend(other._buffer)
            other._buffer.clear()
