from __future__ import annotations

import threading
from types import TracebackType


class HashQueueFull(Exception):
    pass


class HashQueue:
    """Admits a few hashes at a time. Slow work inside is the whole point."""

    def __init__(self, slots: int = 4, patience: float = 3.0) -> None:
        self._slots = threading.BoundedSemaphore(slots)
        self._patience = patience

    def __enter__(self) -> "HashQueue":
        if not self._slots.acquire(timeout=self._patience):
            raise HashQueueFull()
        return self

    def __exit__(self, exc_type: type | None, exc: BaseException | None, tb: TracebackType | None) -> None:
        self._slots.release()
