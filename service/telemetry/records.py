"""What is kept of a failure so that it can be explained later, and the buffer in which it waits for the database."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from service.errors.context import ErrorContext
from service.telemetry.formatter import exception_chain, fingerprint
from service.telemetry.trace import RequestTrace, Wait, round_down

BUFFER_MAX_RECORDS = 5000


@dataclass(frozen=True)
class ErrorRecord:
    """One failure. Known by its trace id and span id together, since a client may use a trace id again.

    `story` is plain JSON: what was waited for, in which order, what failed, and who was asking.
    """

    trace_id: str
    span_id: str
    occurred_at: datetime
    status_code: int
    error_kind: str
    error_code: str
    endpoint: str
    method: str
    story: dict[str, Any]

    @property
    def is_server_fault(self) -> bool:
        return self.status_code >= 500


def record_of(
    failure: ErrorContext, trace: RequestTrace, *, span_id: str | None = None, component: str | None = None
) -> ErrorRecord:
    """What to keep of *failure*. *component* says which part failed when it was not a request."""
    story: dict[str, Any] = {
        "component": component,
        "detail": failure.message,
        "retryable": failure.retryable,
        "retry_after_s": failure.retry_after_s,
        "sqlstate": failure.sqlstate,
        "duration_ms": round(trace.duration_ms, 3),
        "user_id": trace.user_id,
        "user_ref": trace.user_ref,
        "request_id": trace.request_id,
        "waits": trace.waits.as_fields(),
        "timeline": [_shown(wait, trace.started) for wait in trace.waits.timeline],
        "exceptions": exception_chain(failure.exception),
        "fingerprint": fingerprint(failure) if failure.status_code >= 500 else None,
    }
    return ErrorRecord(
        trace_id=trace.trace_id,
        span_id=span_id or trace.span_id,
        occurred_at=datetime.now(UTC),
        status_code=failure.status_code,
        error_kind=failure.error_kind.value,
        error_code=failure.error_code,
        endpoint=trace.endpoint,
        method=trace.method,
        story={name: value for name, value in story.items() if value is not None},
    )


def _shown(wait: Wait, started: float) -> dict[str, Any]:
    shown = {
        "wait": wait.name,
        "at_ms": round_down(max(0.0, wait.began - started) * 1000),
        "ms": round_down(wait.ms),
        "label": wait.label,
        "held_by": wait.holder.label if wait.holder is not None else None,
        "held_ms": round_down(wait.held_ms) if wait.held_ms is not None else None,
        "held_by_trace_id": wait.holder.trace_id if wait.holder is not None else None,
    }
    return {name: value for name, value in shown.items() if value is not None}


class RecordBuffer:
    """Records on their way to the database, at most *max_records*; nobody waits for it, and it has no lock.

    When it is full, what is lost is the client's mistakes before our own, and the oldest first. Thread-safe: each step
    is one operation of a deque, and with several threads in the same instant the bound may be passed by one for each.
    """

    def __init__(self, max_records: int = BUFFER_MAX_RECORDS) -> None:
        self._max_records = max_records
        self._client_faults: deque[ErrorRecord] = deque()
        self._server_faults: deque[ErrorRecord] = deque()

    def __len__(self) -> int:
        return len(self._client_faults) + len(self._server_faults)

    def add(self, record: ErrorRecord) -> ErrorRecord | None:
        """Keep *record*; returns the one that had to go for it, which may be itself."""
        self._queue_of(record).append(record)
        if len(self) <= self._max_records:
            return None
        for queue in (self._client_faults, self._server_faults):
            try:
                return queue.popleft()
            except IndexError:
                continue
        return None

    def take(self, count: int) -> list[ErrorRecord]:
        """Up to *count* records, our own faults first, each kind in its order."""
        taken: list[ErrorRecord] = []
        for queue in (self._server_faults, self._client_faults):
            while len(taken) < count:
                try:
                    taken.append(queue.popleft())
                except IndexError:
                    break
        return taken

    def put_back(self, records: Sequence[ErrorRecord]) -> Iterable[ErrorRecord]:
        """What was taken and could not be written, to where it was; returns those that have no room any more."""
        for record in reversed(records):
            self._queue_of(record).appendleft(record)
        lost: list[ErrorRecord] = []
        for queue in (self._client_faults, self._server_faults):
            while len(self) > self._max_records:
                try:
                    lost.append(queue.popleft())
                except IndexError:
                    break
        return lost

    def _queue_of(self, record: ErrorRecord) -> deque[ErrorRecord]:
        return self._server_faults if record.is_server_fault else self._client_faults
