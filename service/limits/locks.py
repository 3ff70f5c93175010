"""Taking a mutex so that nobody waits for it without bound, and everybody can say who held it.

`with_lock` is for what is worth measuring, `holding` for a few lines of memory. Lock order: every lock of the service
is a leaf. Whoever holds one takes no other, and does not log, query, hash, sign, sleep or call out; `tripwire` notices
when it happens all the same.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from service.errors.kinds import ErrorCode
from service.errors.types import DeadlineExceeded, StorageLockTimeout
from service.limits import tripwire
from service.limits.deadline import bound_of
from service.telemetry import metrics
from service.telemetry.logs import write_event
from service.telemetry.trace import Holder, Wait, current_trace, current_waits

T = TypeVar("T")

NOTICE_EVERY_ATTEMPTS = 5
NOTICE_INTERVAL_S = 1.0
LEAF_TRY_S = 1.0  # what such a lock guards takes microseconds: the process got no CPU, or something is very wrong

_log = logging.getLogger("surelock.lock")


@dataclass(frozen=True)
class LockLimits:
    """How long a lock is tried for in all, and in slices of how long; both in milliseconds."""

    try_ms: float = 2000
    spin_ms: float = 100


# Who holds a lock, by the lock's id. An entry stands only while the lock is held, and then the lock is alive, so ids
# can't be mixed up. Single dict operations are atomic.
_holders: dict[int, Holder] = {}


def with_lock(
    lock: threading.Lock,
    label: str,
    operation: Callable[[], T],
    *,
    limits: LockLimits = LockLimits(),
) -> T:
    """
    Run *operation* while holding *lock*. *operation* works on memory only.

    Waits: at most `limits.try_ms`, or what is left of the request's deadline if that is less. In slices: the kernel's
    queue hands the lock over fairly, and between slices there is time to tell.

    Raises:
        StorageLockTimeout: the lock was not free in time; *operation* was not called.
        DeadlineExceeded: the same, and it was the request's deadline that ended the wait (deadline_in_lock).
        LockHeldError: this thread holds a lock already, and LOCK_TRIPWIRE is `raise`.
    """
    tripwire.guard_lock(label)
    started = current_waits().begin("lock_wait", label)
    bound = bound_of(limits.try_ms, ErrorCode.DEADLINE_IN_LOCK)
    attempts, held = 0, tripwire.Held(label)
    while (left_s := bound.remaining_s()) > 0:
        attempts += 1
        holder = _holders.get(id(lock)) if attempts > 1 else None
        if lock.acquire(timeout=min(limits.spin_ms / 1000, left_s)):
            try:
                return _noted(lock, held, operation)
            finally:
                lock.release()
                # Only now: whatever goes wrong in telling must not keep the lock.
                _tell_hold(Wait("lock_wait", started, held.since, label, holder), attempts)
        if attempts % NOTICE_EVERY_ATTEMPTS == 0:
            _contention.note(label, _ms_since(started), attempts)
    wait = Wait("lock_wait", started, time.monotonic(), label, _holders.get(id(lock)))
    current_waits().add_lock_wait(wait, attempts)
    metrics.observe_lock(label, wait.seconds, None)
    if bound.is_deadline:
        raise DeadlineExceeded(ErrorCode.DEADLINE_IN_LOCK)
    raise StorageLockTimeout(label, wait.holder.label if wait.holder is not None else None, wait.ms)


def _noted(lock: threading.Lock, held: tripwire.Held, operation: Callable[[], T]) -> T:
    """Run *operation* under *lock*, which was just taken, and let it be known who holds it."""
    try:
        tripwire.enter(held)
        trace = current_trace()
        _holders[id(lock)] = Holder(held.label, held.since, trace.trace_id if trace is not None else None)
        return operation()
    finally:
        _holders.pop(id(lock), None)
        tripwire.leave(held)


def _tell_hold(wait: Wait, attempts: int) -> None:
    tripwire.tell()
    held_s = time.monotonic() - wait.ended
    waits = current_waits()
    waits.add_lock_wait(wait, attempts)
    waits.lock_hold_ms = max(waits.lock_hold_ms, held_s * 1000)
    metrics.observe_lock(wait.label or "", wait.seconds, held_s)


@contextmanager
def holding(lock: threading.Lock | threading.Condition, label: str) -> Iterator[None]:
    """
    Hold *lock*, which guards a few lines of memory, in the body. Neither measured nor cut by a deadline.

    Waits: at most LEAF_TRY_S.

    Raises:
        StorageLockTimeout: the lock was not free in time; the body was not begun.
        LockHeldError: this thread holds a lock already, and LOCK_TRIPWIRE is `raise`.
    """
    tripwire.guard_lock(label)
    held = tripwire.Held(label)
    if not lock.acquire(timeout=LEAF_TRY_S):
        raise StorageLockTimeout(label, None, LEAF_TRY_S * 1000)
    try:
        tripwire.enter(held)
        try:
            yield
        finally:
            tripwire.leave(held)
    finally:
        lock.release()
        tripwire.tell()


def _ms_since(moment: float) -> float:
    return (time.monotonic() - moment) * 1000


class _ContentionNotices:
    """Notices of a contended lock: each one at level debug, otherwise at most one a second in this process.

    Two threads in the same instant may both write one; that is worth less than a lock here.
    """

    def __init__(self) -> None:
        self._last = -NOTICE_INTERVAL_S
        self._suppressed = 0

    def note(self, label: str, waited_ms: float, attempts: int) -> None:
        level = "debug" if _log.isEnabledFor(logging.DEBUG) else "info"
        now = time.monotonic()
        if level == "info" and now - self._last < NOTICE_INTERVAL_S:
            self._suppressed += 1
            return
        suppressed, self._suppressed, self._last = self._suppressed, 0, now
        write_event(
            _log,
            "lock",
            level,
            "waiting for a contended lock",
            action="contention",
            label=label,
            lock_wait_ms=waited_ms,
            lock_attempts=attempts,
            suppressed=suppressed,
        )


_contention = _ContentionNotices()
