"""Threads that work beside the requests: named, started after the fork, and ended within a bound."""

from __future__ import annotations

import random
import threading
from abc import ABC, abstractmethod

JOIN_TIMEOUT_S = 3.0


class Backoff:
    """Pauses between tries: longer and longer up to *max_s*, and never the same for two processes."""

    def __init__(self, first_s: float, max_s: float) -> None:
        self._first_s = first_s
        self._max_s = max_s
        self._next_s = first_s

    def next_s(self) -> float:
        pause_s, self._next_s = self._next_s, min(self._next_s * 2, self._max_s)
        return pause_s * random.uniform(0.8, 1.2)  # noqa: S311  jitter

    def reset(self) -> None:
        self._next_s = self._first_s


class BackgroundThread(ABC):
    """One daemon thread. A subclass works in `_run` until `_stopping` is set, and survives a bad turn."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    @abstractmethod
    def _run(self) -> None: ...

    def start(self) -> None:
        self._thread.start()

    def is_alive(self) -> bool:
        return self._thread.is_alive()

    def request_stop(self) -> None:
        """Tell it to end; does not wait."""
        self._stopping.set()

    def join(self) -> None:
        """Wait until it has ended. Waits: at most JOIN_TIMEOUT_S."""
        if self._thread.ident is not None:
            self._thread.join(timeout=JOIN_TIMEOUT_S)
