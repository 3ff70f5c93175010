"""How a request ended is told once, and the same to everybody."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from typing import Any

import pytest

from service.errors.classify import describe
from service.errors.kinds import ErrorCode
from service.errors.types import ServiceError
from service.telemetry import metrics, outcomes
from service.telemetry.logs import write_event
from service.telemetry.outcomes import begin_request, tell_cut_requests, tell_request, write_failure
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


@pytest.mark.parametrize(
    ("code", "status_code"), [(ErrorCode.TOKEN_MISSING, 401), (ErrorCode.LOCK_WAIT_TIMEOUT, 503)], ids=["4xx", "5xx"]
)
def test_a_request_that_failed_is_one_line_one_count_and_one_record(
    code: ErrorCode,
    status_code: int,
    trace: RequestTrace,
    records: RecordBuffer,
    log_lines: LogLines,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A client's mistake is explained by its trace id as well as a fault of ours."""
    counted: list[tuple[Any, ...]] = []
    monkeypatch.setattr(metrics, "count_request", lambda *args: counted.append(args))
    trace.failure = failure = describe(ServiceError(code))
    for _again in range(2):
        tell_request(trace, status_code)
    line = log_lines.only("request")
    (record,) = records.take(10)
    ((endpoint, method, counted_status, error_kind, duration_s),) = counted
    kind = failure.error_kind.value
    assert line["error_kind"] == record.error_kind == error_kind == kind
    assert line["status_code"] == record.status_code == counted_status == status_code
    assert (line["endpoint"], line["method"]) == (record.endpoint, record.method) == (endpoint, method)
    assert duration_s * 1000 == pytest.approx(line["duration_ms"], abs=0.001)


def test_a_failure_outside_a_request_is_one_line_one_count_and_one_record(
    records: RecordBuffer, log_lines: LogLines, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many layers it passes."""
    counted: list[tuple[Any, ...]] = []
    monkeypatch.setattr(metrics, "count_background_failure", lambda *args: counted.append(args))
    failure = describe(ServiceError(ErrorCode.CONNECTION_LOST))
    for _layer in range(2):
        write_failure(logging.getLogger("surelock.test"), failure, component="listener", message="it failed")
    line = log_lines.only("error")
    (record,) = records.take(10)
    assert counted == [("listener", line["error_kind"])]
    assert (record.trace_id, record.span_id, record.error_kind) == tuple(
        line[name] for name in ("trace_id", "span_id", "error_kind")
    )


def test_whoever_wants_to_hear_of_requests_hears_of_one_that_is_cut(
    trace: RequestTrace, records: RecordBuffer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its span is the one that somebody will look for."""
    heard: list[tuple[str, int]] = []
    monkeypatch.setattr(outcomes, "request_observers", [lambda of, status: heard.append((of.span_id, status))])
    tell_cut_requests("the end")
    assert heard == [(trace.span_id, describe(ServiceError(ErrorCode.REQUEST_CUT)).status_code)]
