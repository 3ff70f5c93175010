"""The deadline of a request, and how a wait is cut to what is left of it."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest

from service.errors.kinds import ErrorCode
from service.errors.types import DeadlineExceeded
from service.limits.deadline import Bound, Deadline, bound_of, bounded_by, current_deadline
from tests.unit.threads import LIMIT_S, SLACK_S, in_thread


def test_without_a_deadline_a_wait_has_its_own_limit() -> None:
    """Commands and background threads have no request, and still no endless wait."""
    bound = bound_of(1000, ErrorCode.DEADLINE_IN_POOL)
    assert not bound.is_deadline
    assert bound.remaining_s() <= 1.0


def test_the_shorter_of_limit_and_deadline_ends_the_wait() -> None:
    """Whichever limit is reached first names the failure, so the wait has to know which one it is."""
    with bounded_by(Deadline.after_ms(60_000)):
        own = bound_of(1000, ErrorCode.DEADLINE_IN_POOL)
        cut = bound_of(120_000, ErrorCode.DEADLINE_IN_POOL)
    assert (own.is_deadline, cut.is_deadline) == (False, True)
    assert own.remaining_s() <= 1.0
    assert 1.0 < cut.remaining_s() <= 60.0


@pytest.mark.parametrize("code", [ErrorCode.DEADLINE_IN_LOCK, ErrorCode.DEADLINE_IN_HASH, ErrorCode.DEADLINE_IN_QUERY])
def test_a_deadline_that_has_passed_begins_no_wait(code: ErrorCode) -> None:
    """The code tells what the request would have waited for next."""
    with bounded_by(Deadline(time.monotonic())), pytest.raises(DeadlineExceeded) as caught:
        bound_of(1000, code)
    assert caught.value.code is code


def test_a_deadline_counts_from_the_moment_the_request_came() -> None:
    """The time a request waited for a thread is part of its six seconds."""
    came = time.monotonic() - 5
    deadline = Deadline.after_ms(6000, came)
    assert deadline.at == came + 6
    assert deadline.remaining_s() <= 1.0


def test_a_bound_that_has_passed_has_nothing_left() -> None:
    """A negative rest is told as it is; whoever waits by it must cut it to zero."""
    assert Bound(time.monotonic() - 1, is_deadline=False).remaining_s() <= -1


def test_deadlines_nest_and_come_back_also_after_an_exception() -> None:
    """A worker thread serves one request after another; the last one's deadline must not stick to it."""
    outer, inner = Deadline.after_ms(1000), Deadline.after_ms(2000)
    with bounded_by(outer):
        with suppress(KeyError), bounded_by(inner):
            assert current_deadline() is inner
            raise KeyError
        assert current_deadline() is outer
        with bounded_by(None):
            assert current_deadline() is None
        assert current_deadline() is outer
    assert current_deadline() is None


def test_a_deadline_belongs_to_its_thread() -> None:
    """Another request's thread, or the hash lane's, has its own or none."""
    with bounded_by(Deadline.after_ms(1000)):
        assert in_thread(current_deadline).result(LIMIT_S + SLACK_S) is None
