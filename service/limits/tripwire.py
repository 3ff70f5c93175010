"""The tripwire: what must not be done under a lock is noticed when it is done all the same.

The lock helpers (`service.limits.locks`) note here what each thread holds. Whoever is about to do something that takes
long or may wait asks first: `guard(Guarded.QUERY)`. If this thread holds a lock, LOCK_TRIPWIRE says what comes of it:
`raise`: LockHeldError, before anything is done; `log`: it is done and counted, and one line tells it when the lock is
free again (writing a line is a wait, too); `off`: nothing. With no lock held, asking costs next to nothing.

Nobody waits for anything here: what a thread holds is known to that thread alone, and what the process remembers
(the order of locks, when a line was written) is kept by single operations of dicts.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from dataclasses import dataclass
from enum import Enum, StrEnum

from service.errors.types import LockHeldError
from service.telemetry import metrics
from service.telemetry.logs import write_event
from service.telemetry.trace import RequestTrace, current_trace, start_trace, tracing

NOTICE_INTERVAL_S = 60.0
# Labels are words of the code, so there are far fewer. Should one ever be made from data, memory stays bounded.
PAIRS_MAX = 1024

_log = logging.getLogger("surelock.lock")


class Mode(StrEnum):
    """What LOCK_TRIPWIRE can be."""

    OFF = "off"
    LOG = "log"
    RAISE = "raise"


class Guarded(Enum):
    """What nobody does under a lock: the rule that it would break, and what it is called in lines and metrics."""

    HASH = ("LCK003", "hash")
    SIGN = ("LCK003", "sign")
    CONNECT = ("LCK004", "connect")
    POOL_CHECKOUT = ("LCK004", "pool_checkout")
    QUERY = ("LCK004", "query")
    HTTP = ("LCK005", "http")
    MAIL = ("LCK005", "mail")
    HASH_WAIT = ("LCK006", "hash_wait")  # for a place and a turn in the hash lane, and for the hash
    LOCK = ("LCK007", "lock")
    LOCK_ORDER = ("LCK007", "lock_order")  # the same two locks, the other way round than before

    def __init__(self, rule: str, operation: str) -> None:
        self.rule = rule
        self.operation = operation


@dataclass(eq=False, slots=True)
class Held:
    """One lock while a thread holds it, under the label of the step; in monotonic seconds."""

    label: str
    since: float = 0.0
    until: float = 0.0


@dataclass(frozen=True)
class _Trip:
    """Something that was done under *held*, to be told."""

    guarded: Guarded
    held: Held
    detail: str | None
    suppressed: int
    trace: RequestTrace


class _Thread(threading.local):
    """What one thread holds, the innermost last, and what it has to tell when it holds nothing any more."""

    def __init__(self) -> None:
        self.held: list[Held] = []
        self.trips: list[_Trip] = []


_thread = _Thread()
_mode = Mode.LOG


def set_mode(mode: Mode) -> None:
    """Let guards do from now on what *mode* says, in all threads."""
    global _mode
    _mode = mode


def guard(guarded: Guarded) -> None:
    """
    Call before something that takes long or may wait.

    Raises:
        LockHeldError: this thread holds a lock and LOCK_TRIPWIRE is `raise`.
    """
    if _thread.held and _mode is not Mode.OFF:
        _trip(guarded, _thread.held[-1])


def guard_lock(label: str) -> None:
    """The same before the step *label* takes its lock: all locks are leaves. An order is judged by the labels."""
    if not _thread.held or _mode is Mode.OFF:
        return
    inverted = [held for held in _thread.held if _order.is_inverted(held.label, label)]
    if inverted:
        _trip(Guarded.LOCK_ORDER, inverted[-1], f"{label} was taken inside; elsewhere it is the outer one")
    _trip(Guarded.LOCK, _thread.held[-1], f"{label} was taken inside")


def enter(held: Held) -> None:
    """This thread has got a lock."""
    held.since = time.monotonic()
    _thread.held.append(held)


def leave(held: Held) -> None:
    """It is about to release it."""
    held.until = time.monotonic()
    if held in _thread.held:
        _thread.held.remove(held)


def tell() -> None:
    """Call when a lock was released: write the lines that had to wait for it, unless this thread holds another one."""
    if not _thread.trips or _thread.held:
        return
    trips, _thread.trips = _thread.trips, []
    for trip in trips:
        with tracing(trip.trace):
            write_event(
                _log,
                "lock",
                "warn",
                "something that may wait was done under a lock",
                action="tripwire",
                rule=trip.guarded.rule,
                operation=trip.guarded.operation,
                label=trip.held.label,
                lock_hold_ms=(trip.held.until - trip.held.since) * 1000,
                suppressed=trip.suppressed,
                detail=trip.detail,
            )


def _trip(guarded: Guarded, held: Held, detail: str | None = None) -> None:
    metrics.count_tripwire(guarded.rule, guarded.operation, held.label)
    if _mode is Mode.RAISE:
        raise LockHeldError(guarded.rule, guarded.operation, held.label)
    suppressed = _notices.admit(guarded, held.label)
    if suppressed is not None:
        _thread.trips.append(_Trip(guarded, held, detail, suppressed, current_trace() or start_trace(None)))


class _Order:
    """Which lock was taken inside which, by their labels, as long as the process lives; PAIRS_MAX pairs at most."""

    def __init__(self) -> None:
        self._pairs: dict[tuple[str, str], None] = {}

    def is_inverted(self, outer: str, inner: str) -> bool:
        """Remember the pair; True when it is new and they were taken the other way round before."""
        if (outer, inner) in self._pairs or len(self._pairs) >= PAIRS_MAX:
            return False
        # First noted, then looked for: of two threads that do it at the same time, at least one sees the other.
        self._pairs[outer, inner] = None
        return outer != inner and (inner, outer) in self._pairs


@dataclass
class _Notice:
    """When the line of a pair was written, and how many were left out since."""

    written: float
    suppressed: int = 0


class _Notices:
    """At most one line in NOTICE_INTERVAL_S for what is done and the lock it is done under.

    Two threads in the same instant may both write one; that is worth less than a lock here.
    """

    def __init__(self) -> None:
        self._latest: dict[tuple[Guarded, str], _Notice] = {}

    def admit(self, guarded: Guarded, label: str) -> int | None:
        """How many lines were left out before this one; None when this one is left out, too."""
        now, latest = time.monotonic(), self._latest.get((guarded, label))
        if latest is not None and now - latest.written < NOTICE_INTERVAL_S:
            latest.suppressed += 1
            return None
        if latest is None and len(self._latest) >= PAIRS_MAX:
            return None
        self._latest[guarded, label] = _Notice(now)
        return latest.suppressed if latest is not None else 0


_order = _Order()
_notices = _Notices()


def _forget_held() -> None:
    """In a forked process: whatever the thread held, that was the parent's."""
    _thread.held.clear()
    _thread.trips.clear()


os.register_at_fork(after_in_child=_forget_held)
