"""One monotonic deadline per request, and how every wait is cut to what is left of it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace

from service.errors.kinds import ErrorCode
from service.errors.types import DeadlineExceeded


@dataclass(frozen=True)
class Deadline:
    """A moment of the monotonic clock, in seconds, after which nothing is begun any more.

    `began` is when the work came that it bounds; that may have had to wait before anybody took it up.
    """

    at: float
    began: float = field(default_factory=time.monotonic)

    @classmethod
    def after_ms(cls, milliseconds: float, start: float | None = None) -> Deadline:
        began = time.monotonic() if start is None else start
        return cls(began + milliseconds / 1000, began)

    def sooner_by(self, seconds: float) -> Deadline:
        """The same for work that had waited so long already when it came."""
        return replace(self, at=self.at - seconds)

    def remaining_s(self) -> float:
        """Seconds that are left; negative when it has passed."""
        return self.at - time.monotonic()


_current: ContextVar[Deadline | None] = ContextVar("surelock_deadline", default=None)


def current_deadline() -> Deadline | None:
    """The deadline of the work this thread does now; None when nothing set one."""
    return _current.get()


@contextmanager
def bounded_by(deadline: Deadline | None) -> Iterator[None]:
    """Let *deadline* bound every wait of the body in this thread."""
    token = _current.set(deadline)
    try:
        yield
    finally:
        _current.reset(token)


@dataclass(frozen=True)
class Bound:
    """How long one wait may take, and whether it is the request's deadline that cuts it."""

    until: float
    is_deadline: bool

    def remaining_s(self) -> float:
        return self.until - time.monotonic()


def bound_of(limit_ms: float, code: ErrorCode) -> Bound:
    """
    The end of a wait with its own limit of *limit_ms*, cut to what is left of the deadline.

    Raises:
        DeadlineExceeded: with *code*, when the deadline has passed already.
    """
    now = time.monotonic()
    until = now + limit_ms / 1000
    deadline = _current.get()
    if deadline is None or until < deadline.at:
        return Bound(until, is_deadline=False)
    if deadline.at <= now:
        raise DeadlineExceeded(code)
    return Bound(deadline.at, is_deadline=True)
