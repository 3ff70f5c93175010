"""How long to wait before something is tried again."""

from __future__ import annotations

import random


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
