"""How a request ended is told once, and the same to everybody."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest

from service.errors.classify import describe
from service.errors.kinds import ErrorCode
from service.errors.types import ServiceError
from service.telemetry import outcomes
from service.telemetry.logs import write_event
from service.telemetry.outcomes import begin_request, tell_cut_requests, tell_request
from service.telemetry.records import RecordBuffer
from service.telemetry.trace import RequestTrace, start_trace
from tests.support.lines import LogLines


@pytest.fixture
def records(monkeypatch: pytest.MonkeyPatch) -> RecordBuffer:
    made = RecordBuffer()
    monkeypatch.setattr(outcomes, "waiting_records", made)
    return made


@pytest.fixture
def trace() -> Iterator[RequestTrace]:
    """A request under way."""
    made = start_trace(None, method="GET")
    begin_request(made)
    yield made
    outcomes._in_flight.pop(made.span_id, None)


def test_the_line_and_the_record_tell_the_same_duration(
    trace: RequestTrace, records: RecordBuffer, log_lines: LogLines, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever compares them must not wonder where the rest of the time has gone."""

    def write_slowly(*args: Any, **fields: Any) -> None:
        write_event(*args, **fields)
        time.sleep(0.01)

    monkeypatch.setattr(outcomes, "write_event", write_slowly)
    trace.failure = describe(ServiceError(ErrorCode.LOCK_WAIT_TIMEOUT))
    tell_request(trace, 503)
    (record,) = records.take(10)
    assert record.story["duration_ms"] == log_lines.only("request")["duration_ms"]


def test_a_request_that_was_told_as_cut_has_no_other_end(
    trace: RequestTrace, records: RecordBuffer, log_lines: LogLines
) -> None:
    """Its thread may still come to an end in the moment before the process does."""
    assert tell_cut_requests("the end") == 1
    tell_request(trace, 200)
    assert tell_cut_requests("the end") == 0
    assert [event["error_code"] for event in log_lines.events()] == ["request_cut"]
    assert [record.error_code for record in records.take(10)] == ["request_cut"]
