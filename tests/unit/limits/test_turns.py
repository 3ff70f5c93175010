"""Turns at a row: few at a time, nobody waits where nothing moves, and nothing is kept of a row that nobody wants."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from service.errors.kinds import ErrorCode
from service.errors.types import DeadlineExceeded, QueryTimeout
from service.limits.deadline import Deadline, bounded_by
from service.limits.turns import INSIDE_MAX, PATIENCE_S, Turns, waiters_max
from service.telemetry.trace import start_trace, tracing
from tests.unit.threads import LIMIT_S, SLACK_S, in_thread, wait_until

LIMIT_MS = 10_000.0


@contextmanager
def taken(turns: Turns, key: str) -> Iterator[threading.Event]:
    """All turns of *key* are taken in the body, until it sets the event or ends."""
    leave, inside = threading.Event(), threading.Barrier(INSIDE_MAX + 1)

    def stay() -> None:
        with turns.turn(key, LIMIT_MS):
            inside.wait(timeout=LIMIT_S)
            leave.wait(timeout=LIMIT_S)

    staying = [in_thread(stay) for _ in range(INSIDE_MAX)]
    inside.wait(timeout=LIMIT_S)
    try:
        yield leave
    finally:
        leave.set()
        for each in staying:
            each.result(timeout=LIMIT_S)


def test_a_turn_comes_when_another_one_ends_and_the_wait_is_told() -> None:
    """As it would in the database, but without a connection."""
    turns, trace = Turns(waiting_max=4), start_trace(None)

    def wait_for_turn() -> None:
        with tracing(trace), turns.turn("ada", LIMIT_MS):
            pass

    with taken(turns, "ada") as leave:
        waiting = in_thread(wait_for_turn)
        leave.set()
        waiting.result(timeout=LIMIT_S)
    assert [(wait.name, wait.label) for wait in trace.waits.timeline] in ([("db", "row.turn")], [])
    assert len(turns) == 0


def test_where_nothing_moves_those_who_wait_give_up_and_others_are_refused_at_once() -> None:
    """Their threads are for other users."""
    turns = Turns(waiting_max=4)
    with taken(turns, "ada"):
        started = time.monotonic()
        with pytest.raises(QueryTimeout) as gave_up, turns.turn("ada", LIMIT_MS):
            pass
        assert PATIENCE_S * 0.9 <= time.monotonic() - started < PATIENCE_S + SLACK_S
        trace = start_trace(None)
        with tracing(trace), pytest.raises(QueryTimeout) as refused, turns.turn("ada", LIMIT_MS):
            pass
        assert gave_up.value.code is refused.value.code is ErrorCode.ROW_BUSY
        assert refused.value.retry_after_s
        assert trace.waits.timeline == ()
        with turns.turn("grace", LIMIT_MS):
            assert len(turns) == 2
    assert len(turns) == 0


def test_only_so_many_wait_however_quick_it_goes() -> None:
    """The limit is what keeps threads for the others."""
    turns = Turns(waiting_max=1)
    with taken(turns, "ada") as leave:
        waiting = in_thread(lambda: turns.turn("ada", LIMIT_MS).__enter__())
        wait_until(lambda: len(turns._rows["ada"].present) == INSIDE_MAX + 1)
        with pytest.raises(QueryTimeout), turns.turn("ada", LIMIT_MS):
            pass
        leave.set()
        waiting.result(timeout=LIMIT_S)


def test_the_deadline_and_the_limit_end_the_wait_too() -> None:
    """Whichever comes first."""
    turns = Turns(waiting_max=4)
    with taken(turns, "ada"):
        with (
            bounded_by(Deadline.after_ms(50)),
            pytest.raises(DeadlineExceeded) as exceeded,
            turns.turn("ada", LIMIT_MS),
        ):
            pass
        assert exceeded.value.code is ErrorCode.DEADLINE_IN_QUERY
        with pytest.raises(QueryTimeout), turns.turn("ada", 50):
            pass
    assert len(turns) == 0


def test_whoever_fails_inside_gives_the_turn_back() -> None:
    """A row that is deadlocked once is not lost for ever."""
    turns = Turns(waiting_max=1)
    for _ in range(3 * INSIDE_MAX):
        with pytest.raises(ZeroDivisionError), turns.turn("ada", LIMIT_MS):
            raise ZeroDivisionError
    assert len(turns) == 0


def test_many_threads_at_one_row_all_get_their_turn() -> None:
    """No turn is lost at the moment of giving up, and never are more inside than may be."""
    turns, inside, most = Turns(waiting_max=100), [0], [0]
    counting = threading.Lock()

    def take_turns() -> None:
        for _ in range(50):
            with turns.turn("ada", LIMIT_MS):
                with counting:
                    inside[0] += 1
                    most[0] = max(most[0], inside[0])
                with counting:
                    inside[0] -= 1

    for each in [in_thread(take_turns) for _ in range(12)]:
        each.result(timeout=LIMIT_S)
    assert most[0] <= INSIDE_MAX
    assert len(turns) == 0


@pytest.mark.parametrize(("threads", "waiters"), [(1, 1), (2, 1), (16, 8), (1024, 512)])
def test_half_of_the_threads_may_wait_for_one_thing(threads: int, waiters: int) -> None:
    """The other half is for everything else; and there is always one who may."""
    assert waiters_max(threads) == waiters
