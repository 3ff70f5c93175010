"""How many requests may be worked on at once, so that a thread is left to tell the others that it is too much."""

from __future__ import annotations

import threading

from service.errors.kinds import ErrorCode
from service.errors.types import Overloaded


def in_flight_limit(threads: int) -> int:
    """Of so many request threads, how many may be waiting for something at once; a quarter is left to refuse."""
    return max(1, threads - max(1, threads // 4))


class InFlight:
    """A counter with a limit, in which nobody waits. Thread-safe."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._places = threading.Semaphore(limit)
        self._refuses_all = False

    def enter(self) -> None:
        """
        Take a place; whoever has one gives it back with `leave`. Does not wait.

        Raises:
            Overloaded: in_flight_limit, all places are taken; draining, the process ends.
        """
        if self._refuses_all:
            raise Overloaded(ErrorCode.DRAINING)
        if not self._places.acquire(blocking=False):
            raise Overloaded(ErrorCode.IN_FLIGHT_LIMIT)

    def leave(self) -> None:
        self._places.release()

    def refuse_all(self) -> None:
        """From now on nobody enters any more."""
        self._refuses_all = True

    @property
    def running(self) -> int:
        """How many places are taken."""
        return self.limit - self._places._value
