"""What is kept of a failure so that it can be explained later, and the buffer in which it waits for the database."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from service.errors.context import ErrorContext
from service.telemetry.formatter import exception_chain, fingerprint
from service.telemetry.masking import safe_text
from service.telemetry.metrics import count_dropped_records
from service.telemetry.trace import RequestTrace, Wait, round_down

BUFFER_MAX_RECORDS = 5000
DETAIL_MAX_CHARS = 500

_TRACE_ID = re.compile(r"[0-9a-f]{32}", re.ASCII)
_SPAN_ID = re.compile(r"[0-9a-f]{16}", re.ASCII)


def is_trace_id(text: str) -> bool:
    """Whether *text* can be the trace id of a record."""
    return _TRACE_ID.fullmatch(text) is not None and text.strip("0") != ""


def is_span_id(text: str) -> bool:
    return _SPAN_ID.fullmatch(text) is not None and text.strip("0") != ""


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

    @property
    def severity(self) -> str:
        """Whose fault it is, as a label of a metric."""
        return "server" if self.is_server_fault else "client"


def record_of(failure: ErrorContext, trace: RequestTrace, *, component: str | None = None) -> ErrorRecord:
    """What to keep of *failure*. *component* says which part failed when it was not a request."""
    story: dict[str, Any] = {
        "component": component,
        "detail": safe_text(failure.message, DETAIL_MAX_CHARS),
        "retryable": failure.retryable,
        "retry_after_s": failure.retry_after_s,
        "sqlstate": failure.sqlstate,
        "duration_ms": round(trace.duration_ms, 3),
        "user_id": trace.user_id,
        "user_ref": trace.user_ref,
        "request_id": trace.request_id,
        "waits": trace.waits.as_fields(),
        "timeline": [_shown(wait, trace.started) for wait in trace.waits.timeline],
        "exceptions": _exceptions(failure),
        "fingerprint": fingerprint(failure) if failure.status_code >= 500 else None,
    }
    return ErrorRecord(
        trace_id=trace.trace_id,
        span_id=trace.span_id,
        occurred_at=datetime.now(UTC),
        status_code=failure.status_code,
        error_kind=failure.error_kind.value,
        error_code=failure.error_code,
        endpoint=trace.endpoint,
        method=trace.method,
        story={name: value for name, value in story.items() if value is not None},
    )


def _exceptions(failure: ErrorContext) -> list[dict[str, str]]:
    """The exceptions behind *failure*, outermost first; their texts only for our own faults, as in the log.

    What an exception says of a client's mistake repeats what the client sent: a user name, a header, an address.
    """
    chain = exception_chain(failure.exception)
    return chain if failure.status_code >= 500 else [{"type": link["type"]} for link in chain]


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

    `dropped` counts what was lost since the start, by severity.
    """

    def __init__(self, max_records: int = BUFFER_MAX_RECORDS) -> None:
        self._max_records = max_records
        self._client_faults: deque[ErrorRecord] = deque()
        self._server_faults: deque[ErrorRecord] = deque()
        self.dropped = {"server": 0, "client": 0}

    def __len__(self) -> int:
        return len(self._client_faults) + len(self._server_faults)

    def add(self, record: ErrorRecord) -> None:
        """Keep *record*; another one may have to go for it, or itself."""
        self._queue_of(record).append(record)
        self._drop_excess()

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

    def put_back(self, records: Sequence[ErrorRecord]) -> None:
        """What was taken and could not be written, to where it was, as far as there is room."""
        for record in reversed(records):
            self._queue_of(record).appendleft(record)
        self._drop_excess()

    def drop(self, record: ErrorRecord) -> None:
        """Count a record that nobody will ever find, though its line is in the log. Every loss passes here."""
        self.dropped[record.severity] += 1
        count_dropped_records(record.severity, 1)

    def _drop_excess(self) -> None:
        for queue in (self._client_faults, self._server_faults):
            while len(self) > self._max_records:
                try:
                    self.drop(queue.popleft())
                except IndexError:
                    break

    def _queue_of(self, record: ErrorRecord) -> deque[ErrorRecord]:
        return self._server_faults if record.is_server_fault else self._client_faults
