"""A request as spans: ids, times, names; and what is left out of them."""

from __future__ import annotations

import time

import pytest
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import Event, ReadableSpan
from opentelemetry.trace import SpanContext, SpanKind, Status, StatusCode

from service.errors.classify import describe
from service.errors.kinds import ErrorCode
from service.errors.types import StorageLockTimeout
from service.telemetry.otel import curated, spans_of
from service.telemetry.trace import UNMATCHED, Holder, RequestTrace, Wait, start_trace

TRACE_ID, PARENT_ID = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"
RESOURCE = Resource({})


def a_trace(**about: str) -> RequestTrace:
    return start_trace(f"00-{TRACE_ID}-{PARENT_ID}-01", **about)


def test_a_request_and_its_waits_have_the_ids_and_the_times_of_the_trace() -> None:
    """The traces of a collector and our log tell one story."""
    trace = a_trace(method="POST", endpoint="/api/auth/login")
    began = trace.started
    trace.waits.add("db", began + 0.001, ended=began + 0.251, label="session")
    before = time.time_ns()
    time.sleep(0.001)
    wait, request = spans_of(trace, 200, RESOURCE)
    assert (request.name, request.kind, request.status.status_code) == (
        "POST /api/auth/login",
        SpanKind.SERVER,
        StatusCode.UNSET,
    )
    assert context_of(request) == (int(TRACE_ID, 16), int(trace.span_id, 16))
    assert request.parent is not None
    assert (request.parent.span_id, request.parent.is_remote) == (int(PARENT_ID, 16), True)
    assert wait.parent == request.context
    assert context_of(wait)[0] == int(TRACE_ID, 16)
    assert (wait.name, dict(wait.attributes or {})) == ("db", {"surelock.label": "session"})
    assert request.start_time is not None
    assert request.end_time is not None
    assert wait.start_time is not None
    assert wait.end_time is not None
    assert wait.start_time - request.start_time == pytest.approx(1e6, abs=1000)
    assert wait.end_time - wait.start_time == pytest.approx(250e6, abs=1000)
    assert before <= request.end_time <= time.time_ns()


def context_of(span: ReadableSpan) -> tuple[int, int]:
    assert span.context is not None
    assert span.context.trace_flags.sampled
    return span.context.trace_id, span.context.span_id


def test_a_wait_for_a_lock_names_who_held_it_and_in_which_trace() -> None:
    """The one question about a lock is who has it; the other trace is one click away."""
    trace = a_trace(method="GET")
    holder = Holder("user.keep", trace.started - 1, "f" * 32)
    trace.waits.add_lock_wait(Wait("lock_wait", trace.started, trace.started + 0.5, "user.look", holder), 5)
    wait, _request = spans_of(trace, 503, RESOURCE)
    assert dict(wait.attributes or {}) == {
        "surelock.label": "user.look",
        "surelock.lock_holder": "user.keep",
        "surelock.lock_holder_trace_id": "f" * 32,
        "surelock.lock_held_ms": pytest.approx(1500),
    }


def test_a_failure_is_told_by_kind_and_code_and_only_ours_are_errors() -> None:
    """The names are those of the log; a client's mistake does not turn a service red."""
    trace = a_trace(method="GET", endpoint="/api/auth/me")
    trace.failure = describe(StorageLockTimeout("user.look", None, 2000.0))
    (request,) = spans_of(trace, 503, RESOURCE)
    assert request.status.status_code is StatusCode.ERROR
    told = dict(request.attributes or {})
    assert told["error.type"] == "storage_lock_timeout"
    assert told["surelock.error_code"] == ErrorCode.LOCK_WAIT_TIMEOUT.value
    (refused,) = spans_of(trace, 401, RESOURCE)
    assert refused.status.status_code is StatusCode.UNSET


def test_what_matches_no_route_has_a_name_of_a_closed_set() -> None:
    """A path that somebody typed may hold a secret, and every other one would be a name of its own."""
    trace = a_trace(method="_OTHER", endpoint=UNMATCHED)
    (request,) = spans_of(trace, 404, RESOURCE)
    assert request.name == "HTTP"
    assert dict(request.attributes or {}).keys() == {
        "http.request.method",
        "http.response.status_code",
    }


def test_what_a_library_tells_is_cut_to_what_we_know() -> None:
    """An exception's message repeats the values of the row, and a new version of a library tells something new."""
    context = SpanContext(1, 2, is_remote=False)
    told = ReadableSpan(
        name="INSERT",
        context=context,
        resource=RESOURCE,
        attributes={"db.statement": "INSERT …", "db.user": "app", "db.query.parameter.name": "ada"},
        events=[Event("exception", {"exception.type": "a.B", "exception.message": "Key (ada)"})],
        kind=SpanKind.CLIENT,
        status=Status(StatusCode.ERROR, "B: Key (ada)"),
        start_time=1,
        end_time=2,
    )
    kept = curated(told)
    assert dict(kept.attributes or {}) == {"db.statement": "INSERT …", "error.type": "a.B"}
    assert (kept.status.status_code, kept.status.description, list(kept.events)) == (StatusCode.ERROR, None, [])
    assert (kept.name, kept.context, kept.kind, kept.start_time, kept.end_time) == (
        "INSERT",
        context,
        SpanKind.CLIENT,
        1,
        2,
    )
