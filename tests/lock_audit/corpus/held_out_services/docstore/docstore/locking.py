from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import Iterator


class LockTimeout(RuntimeError):
    pass


class Guarded:
    """Base for everything with a private lock."""

    def __init__(self, patience: float = 2.0) -> None:
        self._lock = threading.Lock()
        self._patience = patience

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        if not self._lock.acquire(timeout=self._patience):
            raise LockTimeout(type(self).__name__)
        try:
            yield
        finally:
            self._lock.release()
