from __future__ import annotations

import abc
import multiprocessing
import time

from ..sample import Sample


class Sink(abc.ABC):
    @abc.abstractmethod
    def accept(self, sample: Sample) -> None:
        """Take one sample."""


class BufferedSink(Sink):
    """Keeps samples in a list that is guarded by a process lock."""

    def __init__(self, limit: int = 100) -> None:
        self._lock = multiprocessing.Lock()
        self._buffer: list[Sample] = []
        self._limit = limit

    def accept(self, sample: Sample) -> None:
        with self._lock:
            self._buffer.append(sample)

    def _settle(self) -> None:
        time.sleep(0.05)

    def _lines(self) -> list[str]:
        return [s.line() for s in self._buffer]

    def waiting(self) -> int:
        with self._lock:
            return len(self._buffer)
