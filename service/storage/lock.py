"""The only way to the memory of a storage: `with_storage`, and `with_storage_traced` outside a request."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Protocol, TypeVar

from service.errors.classify import describe
from service.errors.types import StorageLockTimeout
from service.limits.locks import LockLimits, with_lock
from service.telemetry.outcomes import COMPONENTS, write_failure
from service.telemetry.trace import current_trace, start_trace, tracing

T = TypeVar("T")
S_co = TypeVar("S_co", covariant=True)

_log = logging.getLogger("surelock.storage")

__all__ = ["StorageLockTimeout", "with_storage", "with_storage_traced"]


class Guarded(Protocol[S_co]):
    """A memory with the lock that guards it."""

    @property
    def lock(self) -> threading.Lock: ...
    @property
    def lock_limits(self) -> LockLimits: ...
    @property
    def state(self) -> S_co: ...


def with_storage(storage: Guarded[S_co], label: str, operation: Callable[[S_co], T]) -> T:
    """
    Call *operation* with the memory of *storage* while holding its lock, and return what it returns.

    *operation* gets memory and nothing else. The pattern of every caller is: acquire, read, release, work,
    reacquire, record. *label* names the step; a time-out of somebody else's tells it as the holder.

    Waits: at most STORAGE_LOCK_TRY_MS in slices of STORAGE_LOCK_SPIN_MS, or what is left of the deadline.

    Raises:
        StorageLockTimeout: the lock was not free in time; nothing was read or changed (503, Retry-After 1).
        DeadlineExceeded: the same, ended by the request's deadline (deadline_in_lock).
        Whatever *operation* raises; the lock is released first.
    """
    return with_lock(storage.lock, label, lambda: operation(storage.state), limits=storage.lock_limits)


def with_storage_traced(
    storage: Guarded[S_co], label: str, endpoint: str, method: str, operation: Callable[[S_co], T]
) -> T:
    """
    `with_storage` for code outside a request: a failure is classified and logged here, then raised.

    *endpoint* is the name of the job and *method* `NONE`. The failure is marked as told, so the top of a thread
    that catches it does not tell it again.
    """
    trace = current_trace() or start_trace(None)
    with tracing(trace):
        try:
            return with_storage(storage, label, operation)
        except Exception as exc:
            write_failure(
                _log,
                describe(exc),
                component=endpoint if endpoint in COMPONENTS else "worker",
                message="a step outside a request failed",
                endpoint=endpoint,
                method=method,
                duration_ms=trace.duration_ms,
                **trace.waits.as_error_fields(),
            )
            raise
