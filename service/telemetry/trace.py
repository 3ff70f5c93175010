"""The trace of one request: its ids (W3C Trace Context), what it waited for, and how it ended."""

from __future__ import annotations

import math
import random
import re
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from service.errors.context import ErrorContext
from service.telemetry import metrics

UNMATCHED = "unmatched"
TIMELINE_MAX = 64
SAMPLED_FLAG = 0x01

_TRACEPARENT = re.compile(r"([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?", re.ASCII)
# What a JSON parser would take for a number: an id like 12345678901234567890123456789012 or 1e5...
_READS_AS_NUMBER = re.compile(r"[0-9]+(e[0-9]+)?", re.ASCII)


@dataclass(frozen=True)
class Holder:
    """Who holds a lock: the label of the step, since when (monotonic seconds), and the trace it works for."""

    label: str
    since: float
    trace_id: str | None


@dataclass(frozen=True)
class Wait:
    """One wait, begun at *began* and over at *ended* (monotonic seconds).

    `name` is the field that it counts in, without `_ms`: lock_wait, pool_wait, db, hash_wait, hash, sign, external.
    `label` says more closely what for; a wait for a lock knows the step that held it when the wait ended.
    """

    name: str
    began: float
    ended: float
    label: str | None = None
    holder: Holder | None = None

    @property
    def seconds(self) -> float:
        return self.ended - self.began

    @property
    def ms(self) -> float:
        return self.seconds * 1000

    @property
    def held_ms(self) -> float | None:
        """How long the lock had been held when the wait for it ended."""
        return (self.ended - self.holder.since) * 1000 if self.holder is not None else None


@dataclass
class Waits:
    """What a request waited for, in milliseconds of the monotonic clock; and each wait by itself, in its order.

    No two of the waits overlap, so their sum is never more than the request's duration (`lock_hold_ms`, the longest
    hold, is no wait).
    """

    lock_wait_ms: float = 0.0
    lock_hold_ms: float = 0.0
    lock_attempts: int = 0
    lock_label: str | None = None
    lock_holder: str | None = None
    pool_wait_ms: float = 0.0
    db_ms: float = 0.0
    db_queries: int = 0
    hash_wait_ms: float = 0.0
    hash_ms: float = 0.0
    sign_ms: float = 0.0
    external_ms: float = 0.0
    _longest_lock_wait_ms: float = field(default=-1.0, repr=False)
    _open: tuple[str, float, str | None] | None = field(default=None, repr=False)
    _timeline: list[Wait] = field(default_factory=list, repr=False)

    @property
    def timeline(self) -> Sequence[Wait]:
        """The waits in the order in which they ended, TIMELINE_MAX at most."""
        return tuple(self._timeline)

    def begin(self, name: str, label: str | None = None) -> float:
        """A wait begins, now, which is returned; when it is over it is added."""
        began = time.monotonic()
        self._open = (name, began, label)
        return began

    def end_open(self) -> None:
        """Count the wait that is under way, if there is one, until now: the request is being cut."""
        if (waiting := self._open) is not None:
            name, began, label = waiting
            self.add(name, began, label=label)

    def add(self, name: str, began: float, *, label: str | None = None, ended: float | None = None) -> None:
        """Count a wait that is over now, or was at *ended*."""
        self._add(Wait(name, began, time.monotonic() if ended is None else ended, label))

    def add_lock_wait(self, wait: Wait, attempts: int) -> None:
        """Count one acquisition, or one attempt that gave up; the longest names its label and the holder."""
        self.lock_attempts += attempts
        if wait.ms > self._longest_lock_wait_ms:
            self._longest_lock_wait_ms = wait.ms
            self.lock_label = wait.label
            self.lock_holder = wait.holder.label if wait.holder is not None else None
        self._add(wait)

    def _add(self, wait: Wait) -> None:
        self._open = None
        total = f"{wait.name}_ms"
        setattr(self, total, getattr(self, total) + wait.ms)
        if len(self._timeline) < TIMELINE_MAX:
            self._timeline.append(wait)
        if wait.name != "lock_wait":  # those are observed by their label, with how long the lock was held
            metrics.observe_wait(wait.name, wait.seconds)

    def as_fields(self) -> dict[str, object]:
        """What happened, as fields of a log line; what did not happen is left out."""
        shown: dict[str, object] = {}
        for name in _FIELDS:
            value = getattr(self, name)
            if value:
                shown[name] = round_down(value) if isinstance(value, float) else value
        return shown

    def as_error_fields(self) -> dict[str, object]:
        """The same for a failure outside a request, whose line has no count of queries."""
        return {name: value for name, value in self.as_fields().items() if name != "db_queries"}


_FIELDS = tuple(name for name in Waits.__dataclass_fields__ if not name.startswith("_"))


def round_down(ms: float) -> float:
    """To a thousandth, and never up: the waits of a request must not add up to more than it took."""
    return math.floor(ms * 1000) / 1000


@dataclass
class RequestTrace:
    """Everything the edge tells about one request when it ends."""

    trace_id: str
    span_id: str
    parent_span_id: str | None = None
    sampled: bool = True
    request_id: str | None = None
    method: str = "_OTHER"
    endpoint: str = UNMATCHED
    started: float = field(default_factory=time.monotonic)
    waits: Waits = field(default_factory=Waits)
    user_id: str | None = None
    user_ref: str | None = None
    failure: ErrorContext | None = None
    is_admitted: bool = False  # it counts against the in-flight limit
    is_answered: bool = False  # the head is on its way to the client, or was
    ended: float | None = None

    def end(self) -> None:
        """It is over: whatever is told of it from now on tells the same duration."""
        self.ended = time.monotonic()

    @property
    def duration_ms(self) -> float:
        """How long it took, or has taken until now."""
        return ((time.monotonic() if self.ended is None else self.ended) - self.started) * 1000

    @property
    def traceparent(self) -> str:
        return f"00-{self.trace_id}-{self.span_id}-{int(self.sampled):02x}"


def start_trace(traceparent: str | None, **about: str | None) -> RequestTrace:
    """Continue the trace of a valid W3C `traceparent` header; otherwise start one."""
    parent = _parse_traceparent(traceparent)
    trace_id, parent_span_id, sampled = parent if parent is not None else (_random_id(16), None, True)
    return RequestTrace(
        trace_id=trace_id,
        span_id=random_span_id(),
        parent_span_id=parent_span_id,
        sampled=sampled,
        **about,  # type: ignore[arg-type]
    )


def _parse_traceparent(header: str | None) -> tuple[str, str, bool] | None:
    """(trace id, parent span id, its sampled flag), or None for what the recommendation says to ignore as a whole."""
    if header is None or (match := _TRACEPARENT.fullmatch(header.strip(" \t"))) is None:
        return None
    version, trace_id, parent_span_id, flags, more = match.groups()
    if version == "ff" or (version == "00" and more) or not trace_id.strip("0") or not parent_span_id.strip("0"):
        return None
    return trace_id, parent_span_id, bool(int(flags, 16) & SAMPLED_FLAG)


def random_span_id() -> str:
    return _random_id(8)


def _random_id(size: int) -> str:
    """Random lower-case hex that is not all zeros and can't be read as a JSON number.

    Not from the operating system each time: an id is no secret, and a system call costs an overload dearly. (Python
    seeds its generator anew in each process.)
    """
    while True:
        drawn = f"{random.getrandbits(8 * size):0{2 * size}x}"
        if drawn.strip("0") and not _READS_AS_NUMBER.fullmatch(drawn):
            return drawn


_current: ContextVar[RequestTrace | None] = ContextVar("surelock_trace", default=None)


def current_trace() -> RequestTrace | None:
    """The trace of the request that this thread works on; None outside a request."""
    return _current.get()


def note_user(user_id: str) -> None:
    """The request is this user's, as has just been proved."""
    if (trace := _current.get()) is not None:
        trace.user_id = user_id


def current_waits() -> Waits:
    """Where to count a wait; outside a request nobody reads it."""
    trace = _current.get()
    return trace.waits if trace is not None else Waits()


@contextmanager
def tracing(trace: RequestTrace | None) -> Iterator[None]:
    """Make *trace* the current one of this thread for the body."""
    token = _current.set(trace)
    try:
        yield
    finally:
        _current.reset(token)
