"""The tripwire: what each thread holds, what is done under it all the same, and what comes of that."""

from __future__ import annotations

import logging
import os
import threading
import time
import timeit
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial

import pytest

from service.errors.classify import describe
from service.errors.types import DeadlineExceeded, LockHeldError, StorageLockTimeout
from service.limits import locks, tripwire
from service.limits.deadline import Deadline, bounded_by
from service.limits.locks import LockLimits, holding, with_lock
from service.limits.tripwire import NOTICE_INTERVAL_S, PAIRS_MAX, Guarded, Mode, guard
from service.telemetry import metrics
from service.telemetry.trace import start_trace, tracing
from tests.support.lines import LogLines
from tests.unit.threads import LIMIT_S, in_thread, is_free

SHORT = LockLimits(try_ms=20, spin_ms=10)
GUARD_MAX_US = 2.0

every_guarded = pytest.mark.parametrize("guarded", Guarded, ids=lambda guarded: guarded.operation)


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No test inherits the memory of another; each leaves this thread with nothing held and nothing to tell."""
    monkeypatch.setattr(tripwire, "_order", tripwire._Order())
    monkeypatch.setattr(tripwire, "_notices", tripwire._Notices())
    yield
    assert held() == []
    assert tripwire._thread.trips == []


@pytest.fixture
def logging_mode(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in production."""
    monkeypatch.setattr(tripwire, "_mode", Mode.LOG)


def held() -> list[str]:
    """The labels of what this thread holds."""
    return [each.label for each in tripwire._thread.held]


def query() -> None:
    guard(Guarded.QUERY)


def count(rule: str, operation: str, label: str) -> float:
    labels = {"rule": rule, "operation": operation, "label": label}
    return metrics._metrics.registry.get_sample_value("surelock_lock_tripwire_total", labels) or 0.0


def under(lock: threading.Lock, label: str, work: Callable[[], object], *, leaf: bool) -> object:
    """*work* while *lock* is held, by either helper."""
    if not leaf:
        return with_lock(lock, label, work)
    with holding(lock, label):
        return work()


both_helpers = pytest.mark.parametrize("leaf", [False, True], ids=["with_lock", "holding"])


# Raising


def test_the_suite_runs_with_the_tripwire_armed() -> None:
    """Else all the tests that pass would prove nothing of locks."""
    assert tripwire._mode is Mode.RAISE


@every_guarded
@both_helpers
def test_a_guard_trips_under_a_lock_and_the_lock_is_free_again(guarded: Guarded, leaf: bool) -> None:
    """Before anything is done, with everything a developer needs to find it."""
    lock, done = threading.Lock(), []
    before = count(guarded.rule, guarded.operation, "user.look")

    def work() -> None:
        guard(guarded)
        done.append(1)

    with pytest.raises(LockHeldError) as tripped:
        under(lock, "user.look", work, leaf=leaf)
    error = tripped.value
    assert (error.rule, error.operation, error.label) == (guarded.rule, guarded.operation, "user.look")
    assert str(error) == f"{guarded.rule}: {guarded.operation} under the lock of user.look"
    assert done == []
    assert is_free(lock)
    assert count(guarded.rule, guarded.operation, "user.look") == before + 1


@every_guarded
@pytest.mark.parametrize("mode", Mode)
def test_a_guard_is_silent_with_no_lock_held(
    guarded: Guarded, mode: Mode, monkeypatch: pytest.MonkeyPatch, log_lines: LogLines
) -> None:
    """Each query of each request asks."""
    monkeypatch.setattr(tripwire, "_mode", mode)
    guard(guarded)
    with_lock(threading.Lock(), "user.look", lambda: None)
    guard(guarded)
    with holding(threading.Lock(), "user.look"):
        pass
    guard(guarded)
    assert log_lines.events("lock") == []


def test_what_a_client_is_told_of_it_is_that_we_failed() -> None:
    """Which lock it was is for the log."""
    described = describe(LockHeldError("LCK004", "query", "user.look"))
    assert (described.error_kind, described.error_code, described.status_code) == ("internal_error", "lock_held", 500)
    assert described.message == "Internal error"
    assert not described.retryable


@both_helpers
def test_a_lock_is_not_taken_under_another_one(leaf: bool) -> None:
    """All locks are leaves; two of them are a deadlock that waits for its day."""
    outer, inner = threading.Lock(), threading.Lock()

    def take_inner() -> object:
        return under(inner, "session.look", lambda: pytest.fail("it was taken"), leaf=leaf)

    with pytest.raises(LockHeldError) as tripped:
        with_lock(outer, "user.look", take_inner)
    assert (tripped.value.rule, tripped.value.operation, tripped.value.label) == ("LCK007", "lock", "user.look")
    assert is_free(outer)
    assert is_free(inner)


def test_the_same_lock_again_is_told_instead_of_waited_for() -> None:
    """It would wait for itself until the time-out."""
    lock = threading.Lock()
    with pytest.raises(LockHeldError):
        with_lock(lock, "user.look", lambda: with_lock(lock, "user.keep", lambda: None))
    assert is_free(lock)


# What is held


@pytest.mark.parametrize("failure", [KeyError("x"), LockHeldError("LCK004", "query", "a"), SystemExit(1)])
@both_helpers
def test_nothing_is_held_after_a_failure(failure: BaseException, leaf: bool) -> None:
    """A list that is wrong once would trip for ever."""

    def fail() -> None:
        assert held() == ["user.look"]
        raise failure

    lock = threading.Lock()
    with pytest.raises(type(failure)):
        under(lock, "user.look", fail, leaf=leaf)
    assert held() == []
    query()


def test_a_lock_that_was_not_got_is_not_held(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever timed out goes on to tell it, which queries."""
    monkeypatch.setattr(locks, "LEAF_TRY_S", 0.01)
    lock = threading.Lock()
    with lock:
        with pytest.raises(StorageLockTimeout):
            with_lock(lock, "user.look", lambda: None, limits=SHORT)
        with bounded_by(Deadline.after_ms(5)), pytest.raises(DeadlineExceeded):
            with_lock(lock, "user.look", lambda: None)
        with pytest.raises(StorageLockTimeout), holding(lock, "user.look"):
            pytest.fail("it was taken")
        assert held() == []
        query()


def test_the_locks_of_other_threads_do_not_count() -> None:
    """The hash lane hashes while somebody else looks a user up."""
    lock, taken, over = threading.Lock(), threading.Event(), threading.Event()

    def hold() -> bool:
        taken.set()
        return over.wait(LIMIT_S)

    holder = in_thread(lambda: with_lock(lock, "user.look", hold))
    assert taken.wait(LIMIT_S)
    query()
    in_thread(query).result(LIMIT_S)
    over.set()
    assert holder.result(LIMIT_S)


def test_work_given_to_another_thread_does_not_run_under_the_lock() -> None:
    """Only who waits for it under a lock does something wrong, and that is guarded where it waits."""
    result = with_lock(threading.Lock(), "user.look", lambda: in_thread(query))
    result.result(LIMIT_S)


def test_locks_given_back_in_any_order_leave_the_others(logging_mode: None) -> None:
    """Context managers need not end in the order in which they began."""
    first, second = holding(threading.Lock(), "first"), holding(threading.Lock(), "second")
    first.__enter__()
    second.__enter__()
    assert held() == ["first", "second"]
    first.__exit__(None, None, None)
    assert held() == ["second"]
    second.__exit__(None, None, None)


def test_a_forked_worker_holds_nothing() -> None:
    """What the master's thread held is not the worker's; every guard of it would trip."""
    lock = threading.Lock()

    def fork() -> int:
        child = os.fork()
        if child == 0:
            status = 1
            with suppress(BaseException):
                if held() == []:
                    query()
                    status = 0
            os._exit(status)
        return os.waitpid(child, 0)[1]

    assert with_lock(lock, "user.look", fork) == 0


# Logging


def test_in_log_mode_it_is_done_and_counted_at_once_and_told_when_the_lock_is_free(
    logging_mode: None, log_lines: LogLines
) -> None:
    """A line is a write that may wait: under the lock it would be the very thing that it tells of."""
    lock, trace, was_free = threading.Lock(), start_trace(None), []

    class Watch(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            was_free.append(is_free(lock))

    before = count("LCK004", "query", "user.look")

    def work() -> str:
        query()
        assert count("LCK004", "query", "user.look") == before + 1
        time.sleep(0.02)
        assert log_lines.lines == []
        return "done"

    watch = Watch()
    logging.getLogger("surelock.lock").addHandler(watch)
    try:
        with tracing(trace):
            assert with_lock(lock, "user.look", work) == "done"
    finally:
        logging.getLogger("surelock.lock").removeHandler(watch)
    line = log_lines.only("lock")
    told = {name: line[name] for name in ("level", "action", "rule", "operation", "label", "suppressed", "trace_id")}
    assert told == {
        "level": "warn", "action": "tripwire", "rule": "LCK004", "operation": "query", "label": "user.look",
        "suppressed": 0, "trace_id": trace.trace_id,
    }  # fmt: skip
    assert 20 <= line["lock_hold_ms"] < LIMIT_S * 1000
    assert was_free == [True]


@every_guarded
def test_each_makes_a_valid_line_also_outside_a_request(
    guarded: Guarded, logging_mode: None, log_lines: LogLines
) -> None:
    """The schema's names are narrow, and each line can be asked for by its trace."""
    with holding(threading.Lock(), "user.look"):
        guard(guarded)
    line = log_lines.only("lock")
    assert (line["rule"], line["operation"]) == (guarded.rule, guarded.operation)
    assert line["trace_id"]


def test_one_line_a_minute_stands_for_all_of_a_pair(
    logging_mode: None, log_lines: LogLines, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is wrong in a handler is wrong a hundred times a second; the count knows how often."""
    clock = [1000.0]
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    before = count("LCK004", "query", "user.look")

    def trip(guarded: Guarded, label: str) -> None:
        with holding(threading.Lock(), label):
            guard(guarded)

    for _ in range(5):
        trip(Guarded.QUERY, "user.look")
    trip(Guarded.HASH, "user.look")
    trip(Guarded.QUERY, "user.keep")
    clock[0] += NOTICE_INTERVAL_S - 0.001
    trip(Guarded.QUERY, "user.look")
    clock[0] += 0.001
    trip(Guarded.QUERY, "user.look")
    told = [(line["operation"], line["label"], line["suppressed"]) for line in log_lines.events("lock")]
    assert told == [
        ("query", "user.look", 0), ("hash", "user.look", 0), ("query", "user.keep", 0), ("query", "user.look", 5)
    ]  # fmt: skip
    assert count("LCK004", "query", "user.look") == before + 7


def test_a_failure_under_the_lock_is_raised_and_the_line_written(logging_mode: None, log_lines: LogLines) -> None:
    """The query that must not have been there may be what failed."""

    def work() -> None:
        query()
        raise KeyError("x")

    with pytest.raises(KeyError):
        with_lock(threading.Lock(), "user.look", work)
    assert log_lines.only("lock")["operation"] == "query"


def test_a_line_waits_until_the_outermost_lock_is_free(logging_mode: None, log_lines: LogLines) -> None:
    """The inner one is not the only one that others wait for."""
    outer = threading.Lock()

    def work() -> int:
        with holding(threading.Lock(), "session.look"):
            query()
        return len(log_lines.lines)

    assert with_lock(outer, "user.look", work) == 0
    told = [(line["operation"], line["label"], line.get("detail")) for line in log_lines.events("lock")]
    assert told == [("lock", "user.look", "session.look was taken inside"), ("query", "session.look", None)]


def test_off_means_off(monkeypatch: pytest.MonkeyPatch, log_lines: LogLines) -> None:
    """The switch for whoever finds that it costs something after all."""
    monkeypatch.setattr(tripwire, "_mode", Mode.OFF)
    before = count("LCK004", "query", "user.look")
    with holding(threading.Lock(), "user.look"), holding(threading.Lock(), "session.look"):
        query()
    assert log_lines.lines == []
    assert count("LCK004", "query", "user.look") == before


# The order of locks


def nest(outer: str, inner: str) -> None:
    with holding(threading.Lock(), outer), holding(threading.Lock(), inner):
        pass


def test_the_first_inversion_is_told_though_nothing_was_deadlocked(logging_mode: None, log_lines: LogLines) -> None:
    """In one thread, one after the other, it goes well; in two at once it does not."""
    nest("a", "b")
    nest("a", "b")
    in_thread(lambda: nest("b", "c")).result(LIMIT_S)
    assert "lock_order" not in [line["operation"] for line in log_lines.events("lock")]
    in_thread(lambda: nest("b", "a")).result(LIMIT_S)
    (line,) = (line for line in log_lines.events("lock") if line["operation"] == "lock_order")
    assert (line["rule"], line["label"]) == ("LCK007", "b")
    assert line["detail"] == "a was taken inside; elsewhere it is the outer one"
    before = count("LCK007", "lock_order", "b")
    nest("b", "a")
    assert count("LCK007", "lock_order", "b") == before


def test_an_inversion_is_named_as_such_in_raise_mode() -> None:
    """A test that meets both orders says which of its failures is the deadlock."""
    for outer, inner, operation in [("a", "b", "lock"), ("b", "a", "lock_order"), ("b", "a", "lock")]:
        with pytest.raises(LockHeldError) as tripped:
            nest(outer, inner)
        assert (tripped.value.operation, tripped.value.label) == (operation, outer)


def test_every_lock_that_is_held_counts_for_the_order(logging_mode: None) -> None:
    """With a and b held, c comes after both."""
    with holding(threading.Lock(), "a"):
        nest("b", "c")
    before = count("LCK007", "lock_order", "c")
    nest("c", "a")
    assert count("LCK007", "lock_order", "c") == before + 1


def is_inverted_at_once(order: tripwire._Order, barrier: threading.Barrier, outer: str, inner: str) -> bool:
    barrier.wait(LIMIT_S)
    return order.is_inverted(outer, inner)


def test_of_two_threads_that_invert_at_the_same_time_one_at_least_is_told() -> None:
    """The memory has no lock, and the moment of the inversion is the moment of the race."""
    for _ in range(200):
        order, barrier = tripwire._Order(), threading.Barrier(2)
        there, back = (
            in_thread(partial(is_inverted_at_once, order, barrier, *pair)) for pair in (("a", "b"), ("b", "a"))
        )
        assert there.result(LIMIT_S) or back.result(LIMIT_S)


def test_what_is_remembered_is_bounded(logging_mode: None) -> None:
    """Labels are words of the code; should somebody make one from a user name, memory must not grow with users."""
    for number in range(PAIRS_MAX + 50):
        nest("outer", f"user.{number}")
        with holding(threading.Lock(), f"user.{number}"):
            query()
    assert len(tripwire._order._pairs) == PAIRS_MAX
    assert len(tripwire._notices._latest) == PAIRS_MAX


# What it costs


def test_asking_with_no_lock_held_costs_next_to_nothing() -> None:
    """Under 2 microseconds, and it is a tenth of that; the best of many runs, as others use this machine, too."""
    guarded = Guarded.QUERY
    best_us = min(timeit.repeat(lambda: guard(guarded), number=2000, repeat=50)) / 2000 * 1e6
    assert best_us < GUARD_MAX_US
