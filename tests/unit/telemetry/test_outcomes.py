"""Requests that are cut by the end of their worker."""

from __future__ import annotations

import pytest

from service.errors.classify import describe
from service.errors.kinds import ErrorCode
from service.errors.types import AuthFailed
from service.telemetry import outcomes
from service.telemetry.outcomes import begin_answer, begin_request, tell_cut_requests
from service.telemetry.records import RecordBuffer
from service.telemetry.trace import start_trace


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> RecordBuffer:
    buffer = RecordBuffer()
    monkeypatch.setattr(outcomes, "waiting_records", buffer)
    return buffer


def test_a_failure_that_is_being_answered_is_told_as_what_the_client_gets(told: RecordBuffer) -> None:
    """Its answer may have left the process already; the record must not call it something else."""
    trace = start_trace(None)
    begin_request(trace)
    trace.failure = describe(AuthFailed(ErrorCode.TOKEN_MISSING))
    assert begin_answer(trace)
    assert tell_cut_requests("the worker was aborted") == 0
    (record,) = told.take(9)
    assert (record.span_id, record.error_code, record.status_code) == (trace.span_id, "token_missing", 401)


def test_a_request_that_was_told_as_cut_is_not_answered(told: RecordBuffer) -> None:
    """The client sees its connection break, as the line says."""
    trace = start_trace(None)
    begin_request(trace)
    trace.failure = describe(AuthFailed(ErrorCode.TOKEN_MISSING))
    assert tell_cut_requests("the worker was aborted") == 1
    assert not begin_answer(trace)
    assert [record.error_code for record in told.take(9)] == ["request_cut"]
