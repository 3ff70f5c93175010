"""Places of which there are so many: taken and given back, by whichever thread, and no lock."""

from __future__ import annotations

import queue


class Places:
    """*count* places. Whoever has taken one gives it back, in the same thread or in another one. Thread-safe."""

    def __init__(self, count: int) -> None:
        self._free: queue.SimpleQueue[None] = queue.SimpleQueue()
        for _ in range(count):
            self._free.put_nowait(None)

    @property
    def free(self) -> int:
        """How many nobody has."""
        return self._free.qsize()

    def take(self, timeout_s: float = 0.0) -> bool:
        """Take a place if one is free. Waits: at most *timeout_s* for one. Whether it was taken."""
        try:
            self._free.get(timeout=timeout_s)
        except queue.Empty:
            return False
        return True

    def give_back(self) -> None:
        """Does not wait."""
        self._free.put_nowait(None)
