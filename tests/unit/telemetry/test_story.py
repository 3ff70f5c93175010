"""The words in which a record is told."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from service.errors.classify import describe
from service.errors.kinds import ErrorCode
from service.errors.types import PoolWaitTimeout, ServiceError
from service.telemetry.records import record_of
from service.telemetry.story import runbook_of, story_lines, what_to_do
from service.telemetry.trace import Holder, Wait, start_trace
from tests.support.records import TRACE_ID, make_record

LOCK_TIMEOUT: dict[str, Any] = {
    "detail": "The storage lock was not free in time",
    "retryable": True,
    "retry_after_s": 1,
    "duration_ms": 2013.4,
    "user_ref": "h_0123456789abcdef",
    "timeline": [
        {"wait": "pool_wait", "at_ms": 0.4, "ms": 0.1},
        {"wait": "db", "at_ms": 0.5, "ms": 9.26},
        {
            "wait": "lock_wait",
            "at_ms": 12.3,
            "ms": 2000.1,
            "label": "user.keep",
            "held_by": "session.keep",
            "held_ms": 2750.0,
            "held_by_trace_id": "f" * 32,
        },
    ],
    "exceptions": [
        {"type": "service.errors.types.StorageLockTimeout", "message": "The storage lock was not free in time"},
        {"type": "KeyError", "message": ""},
    ],
    "fingerprint": "f_0123456789abcdef",
}


def test_a_lock_time_out_is_told_with_every_wait_in_line_and_who_held_the_lock() -> None:
    """The whole page, as somebody reads it at night."""
    record = make_record(error_kind="storage_lock_timeout", error_code="lock_wait_timeout", story=LOCK_TIMEOUT)
    assert story_lines(record) == [
        "2026-11-23 16:45:39.996Z  POST /api/auth/login  503  storage_lock_timeout/lock_wait_timeout",
        f"  trace {TRACE_ID}, span 0000000000000001, tried user h_0123456789abcdef",
        "  ended after 2013.4 ms",
        "  Waits, in their order (began after, took):",
        "     0.4 ms     0.1 ms  database connection",
        "     0.5 ms     9.3 ms  database",
        "    12.3 ms  2000.1 ms  lock, for user.keep",
        "                        held by session.keep, for 2750.0 ms when the wait ended, in trace " + "f" * 32,
        "  What failed:",
        "    The storage lock was not free in time",
        "    service.errors.types.StorageLockTimeout: The storage lock was not free in time",
        "    from KeyError",
        "    fingerprint f_0123456789abcdef, the same for failures of the same cause",
        "  What now:",
        "    The same request may be sent again after 1 s: nothing was changed.",
        f"    {ErrorCode.LOCK_WAIT_TIMEOUT.advice}",
        "    Runbook: docs/runbooks/storage_lock_timeout.md",
    ]


def test_a_holder_outside_a_request_has_no_trace() -> None:
    """The listener takes the lock, too."""
    wait = {"wait": "lock_wait", "at_ms": 1.0, "ms": 2.0, "label": "a", "held_by": "b", "held_ms": 3.0}
    lines = story_lines(make_record(story={"timeline": [wait]}))
    assert "held by b, for 3.0 ms when the wait ended" in [line.strip() for line in lines]


def test_every_wait_that_a_trace_can_count_is_told() -> None:
    """Made by the code that makes them, so that a changed name shows."""
    trace = start_trace(None, method="POST")
    for name in ("pool_wait", "db", "hash_wait", "hash", "sign", "external"):
        trace.waits.add(name, trace.started)
    trace.waits.add_lock_wait(Wait("lock_wait", 1.0, 2.0, "x", Holder("y", 0.0, None)), 1)
    lines = story_lines(record_of(describe(PoolWaitTimeout()), trace))
    first = lines.index("  Waits, in their order (began after, took):") + 1
    told = [line.rpartition(" ms  ")[2] for line in lines[first : first + 7]]
    assert told == [
        "database connection",
        "database",
        "place in the hash lane",
        "password hash",
        "signature",
        "another service",
        "lock, for x",
    ]


def test_a_request_that_may_have_changed_something_is_not_to_be_sent_again() -> None:
    """A lost connection during a commit."""
    record = record_of(describe(ServiceError(ErrorCode.OUTCOME_UNKNOWN)), start_trace(None, method="POST"))
    text = "\n".join(story_lines(record))
    assert "should not just be sent again" in text
    assert "may be sent again" not in text


def test_a_client_is_told_to_change_its_request() -> None:
    """Sending it again would end in the same way."""
    lines = story_lines(make_record(status_code=401))
    assert "    The same request would be refused again: it has to change first." in lines


def test_a_failure_outside_a_request_is_told_as_one() -> None:
    """There is nothing to send again, and no duration."""
    record = make_record(endpoint="listener", method="NONE", story={"component": "listener"})
    text = "\n".join(story_lines(record))
    assert "  listener (no request)  503  " in text
    assert "sent again" not in text
    assert "ended after" not in text


def test_advice_that_is_the_detail_already_is_told_once() -> None:
    """What a client gets as detail may be just the advice."""
    code = ErrorCode.ROUTE_NOT_FOUND
    record = make_record(404, error_kind="not_found", error_code=code.value, story={"detail": code.advice})
    assert "\n".join(story_lines(record)).count(code.advice) == 1


def test_a_record_of_another_version_can_be_told() -> None:
    """Records outlive an upgrade and a way back."""
    record = make_record(
        error_kind="of_tomorrow", error_code="new", story={"timeline": [{"wait": "x", "at_ms": 1, "ms": 2}]}
    )
    assert (what_to_do(record), runbook_of(record)) == (None, None)
    assert "    1.0 ms  2.0 ms  x" in story_lines(record)


@given(st.sampled_from(list(ErrorCode)))
def test_every_code_has_its_story(code: ErrorCode) -> None:
    """Whatever fails, somebody can read what to do, in lines that are lines."""
    record = record_of(describe(ServiceError(code)), start_trace(None, method="GET"))
    lines = story_lines(record)
    assert f"    Runbook: docs/runbooks/{code.kind.value}.md" in lines
    assert code.advice in "\n".join(lines)
    assert not any(len(line.splitlines()) != 1 for line in lines)
