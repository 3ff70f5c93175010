"""Shedding: that requests are refused because there are too many, told as a beginning, an end and a count.

Each refused request has its own line, like any other; thousands of those do not say when it began and when it was over.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from service.errors.types import StorageLockTimeout
from service.limits.locks import holding
from service.telemetry import metrics
from service.telemetry.logs import write_event

QUIET_S = 2.0  # nothing was refused for so long: it is over

_log = logging.getLogger("surelock.shedding")


class ShedReason(StrEnum):
    """What there is too much of. Labels of metrics, so a small closed set."""

    HASH_LANE = "hash_lane"
    IN_FLIGHT = "in_flight"


@dataclass
class _Spell:
    """From the first refusal for a reason to the last one before nothing was refused for QUIET_S."""

    began: float
    last: float
    count: int


class Shedding:
    """What this process refuses now, and for which reason. Thread-safe.

    `_lock` guards `_spells`. It is a leaf: while it is held we take no other lock, and do not log or count.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._spells: dict[ShedReason, _Spell] = {}

    def note_refused(self, reason: ShedReason) -> None:
        """A request is refused for *reason*. The first one is told; waits for nothing else than `_lock`."""
        metrics.count_shed(reason.value)
        try:
            is_first = self._note(reason)
        except StorageLockTimeout:  # it is refused all the same, and counted
            is_first = False
        if is_first:
            metrics.show_shedding(reason.value, is_shedding=True)
            write_event(
                _log, "lifecycle", "warn", "requests are being refused", action="shedding_started", detail=reason.value
            )

    def _note(self, reason: ShedReason) -> bool:
        """Whether a spell begins with it."""
        now = self._clock()
        with holding(self._lock, "shedding.note"):
            spell = self._spells.get(reason)
            if spell is None:
                self._spells[reason] = _Spell(now, now, 1)
                return True
            spell.last = now
            spell.count += 1
            return False

    def look(self) -> None:
        """Tell what is over. For the metrics thread, every second or so. Raises: StorageLockTimeout."""
        for reason, spell in self._take_ended().items():
            metrics.show_shedding(reason.value, is_shedding=False)
            write_event(
                _log,
                "lifecycle",
                "info",
                "no more requests are refused",
                action="shedding_stopped",
                count=spell.count,
                detail=f"{reason.value}, for {spell.last - spell.began:.1f} s",
            )

    def _take_ended(self) -> dict[ShedReason, _Spell]:
        quiet_since = self._clock() - QUIET_S
        with holding(self._lock, "shedding.look"):
            ended = {reason: spell for reason, spell in self._spells.items() if spell.last <= quiet_since}
            for reason in ended:
                del self._spells[reason]
        return ended
