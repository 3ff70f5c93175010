"""Taking a mutex so that nobody waits for it without bound, and everybody can say who held it.

Lock order: every lock of the service is a leaf. Whoever holds one takes no other, and does not log, query, hash,
sign, sleep or call out.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from service.errors.kinds import ErrorCode
from service.errors.types import DeadlineExceeded, StorageLockTimeout
from service.limits.deadline import bound_of
from service.telemetry import metrics
from service.telemetry.logs import write_event
from service.telemetry.trace import Holder, Wait, current_trace, current_waits

T = TypeVar("T")

NOTICE_EVERY_ATTEMPTS = 5
NOTICE_INTERVAL_S = 1.0

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

    Waits: at most `limits.try_ms`, or what is left of the request's deadline if that is less.

    Raises:
        StorageLockTimeout: the lock was not free in time; *operation* was not called.
        DeadlineExceeded: the same, and it was the request's deadline that ended the wait (deadline_in_lock).
    """
    started = current_waits().begin("lock_wait", label)
    attempts, waited_for = _acquire(lock, label, limits, started)
    acquired = time.monotonic()
    try:
        trace = current_trace()
        _holders[id(lock)] = Holder(label, acquired, trace.trace_id if trace is not None else None)
        return operation()
    finally:
        _holders.pop(id(lock), None)
        lock.release()
        # Only now: whatever goes wrong in telling must not keep the lock.
        held_s = time.monotonic() - acquired
        waits = current_waits()
        waits.add_lock_wait(Wait("lock_wait", started, acquired, label, waited_for), attempts)
        waits.lock_hold_ms = max(waits.lock_hold_ms, held_s * 1000)
        metrics.observe_lock(label, acquired - started, held_s)


def _acquire(lock: threading.Lock, label: str, limits: LockLimits, started: float) -> tuple[int, Holder | None]:
    """
    Try in slices: the kernel's queue hands the lock over fairly, and between slices there is time to tell.

    Returns how many slices it took, and who held the lock before the last one, unless the first was enough.
    """
    bound = bound_of(limits.try_ms, ErrorCode.DEADLINE_IN_LOCK)
    attempts = 0
    while (left_s := bound.remaining_s()) > 0:
        attempts += 1
        holder = _holders.get(id(lock))
        if lock.acquire(timeout=min(limits.spin_ms / 1000, left_s)):
            return attempts, holder if attempts > 1 else None
        if attempts % NOTICE_EVERY_ATTEMPTS == 0:
            _contention.note(label, _ms_since(started), attempts)
    wait = Wait("lock_wait", started, time.monotonic(), label, _holders.get(id(lock)))
    current_waits().add_lock_wait(wait, attempts)
    metrics.observe_lock(label, wait.seconds, None)
    if bound.is_deadline:
        raise DeadlineExceeded(ErrorCode.DEADLINE_IN_LOCK)
    raise StorageLockTimeout(label, wait.holder.label if wait.holder is not None else None, wait.ms)


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
