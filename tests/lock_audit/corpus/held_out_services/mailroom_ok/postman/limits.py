from __future__ import annotations

import os
import threading
from contextlib import contextmanager
from typing import Iterator


class TooMany(Exception):
    pass


class SendLimits:
    """At most a few connections at the same time: a limiter, not a lock."""

    def __init__(self, slots: int | None = None) -> None:
        self._slots = threading.BoundedSemaphore(slots or (os.cpu_count() or 2))

    @contextmanager
    def slot(self, patience: float = 10.0) -> Iterator[None]:
        if not self._slots.acquire(timeout=patience):
            raise TooMany()
        try:
            yield
        finally:
            self._slots.release()
