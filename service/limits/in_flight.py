"""How many requests may be worked on at once, so that a thread is left to tell the others that it is too much."""

from __future__ import annotations

from service.errors.kinds import ErrorCode
from service.errors.types import Overloaded
from service.limits.places import Places
from service.limits.shedding import Shedding, ShedReason


def in_flight_limit(threads: int) -> int:
    """Of so many request threads, how many may be waiting for something at once; a quarter is left to refuse."""
    return max(1, threads - max(1, threads // 4))


class InFlight:
    """A counter with a limit, in which nobody waits. Thread-safe."""

    def __init__(self, limit: int, shedding: Shedding | None = None) -> None:
        self.limit = limit
        self._shedding = shedding  # who is told of a refusal, if anybody
        self._places = Places(limit)

    def enter(self) -> None:
        """
        Take a place; whoever has one gives it back with `leave`. Does not wait.

        Raises:
            Overloaded: all places are taken (in_flight_limit).
        """
        if not self._places.take():
            raise self.refusal()

    def refusal(self) -> Overloaded:
        """What to raise, counted."""
        if self._shedding is not None:
            self._shedding.note_refused(ShedReason.IN_FLIGHT)
        return Overloaded(ErrorCode.IN_FLIGHT_LIMIT)

    def leave(self) -> None:
        self._places.give_back()

    @property
    def running(self) -> int:
        """How many places are taken."""
        return self.limit - self._places.free
