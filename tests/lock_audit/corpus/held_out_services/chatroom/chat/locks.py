"""Named locks and a guard object."""
from __future__ import annotations

import threading


class GuardTimeout(Exception):
    pass


class Guard:
    """A lock with a built-in limit; use it in a ``with``."""

    def __init__(self, patience: float = 1.0) -> None:
        self._inner = threading.Lock()
        self._patience = patience

    def __enter__(self) -> "Guard":
        if not self._inner.acquire(timeout=self._patience):
            raise GuardTimeout()
        return self

    def __exit__(self, *exc: object) -> None:
        self._inner.release()
