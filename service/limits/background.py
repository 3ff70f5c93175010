"""Threads that work beside the requests: named, started after the fork, and ended within a bound."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod


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

    def join(self, timeout_s: float) -> None:
        """Wait until it has ended. Waits: at most *timeout_s*; it is a daemon and may be left behind."""
        if self._thread.ident is not None:
            self._thread.join(timeout=timeout_s)
