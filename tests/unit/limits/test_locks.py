"""Taking a lock: bounded, released, measured, and told."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from service.database.pool_queue import PoolQueue
from service.errors.kinds import ErrorCode
from service.errors.types import DeadlineExceeded, StorageLockTimeout
from service.limits import locks, tripwire
from service.limits.deadline import Deadline, bounded_by
from service.limits.locks import LockLimits, holding, with_lock
from service.limits.turns import INSIDE_MAX, Turns
from service.telemetry import metrics
from service.telemetry.trace import Waits, start_trace, tracing
from tests.support.lines import LogLines
from tests.unit.threads import LIMIT_S, SLACK_S, in_thread, is_free, wait_until

SHORT = LockLimits(try_ms=60, spin_ms=10)
PATIENT = LockLimits(try_ms=LIMIT_S * 1000, spin_ms=20)


@contextmanager
def held(lock: threading.Lock, label: str = "user.keep") -> Iterator[None]:
    """Another thread holds *lock* for the body, under *label*."""
    taken, over = threading.Event(), threading.Event()

    def hold() -> None:
        taken.set()
        assert over.wait(LIMIT_S)

    holder = in_thread(lambda: with_lock(lock, label, hold, limits=PATIENT))
    assert taken.wait(LIMIT_S)
    try:
        yield
    finally:
        over.set()
        holder.result(LIMIT_S)


@pytest.fixture(autouse=True)
def _fresh_notices(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test inherits the rate limit of another."""
    monkeypatch.setattr(locks, "_contention", locks._ContentionNotices())


def test_it_returns_what_the_operation_returns_and_lets_go() -> None:
    """The plain case: held while the operation runs, free afterwards."""
    lock = threading.Lock()
    assert with_lock(lock, "user.look", lambda: (lock.locked(), 42)) == (True, 42)
    assert is_free(lock)


@pytest.mark.parametrize("failure", [KeyError("x"), StorageLockTimeout("a", None, 1.0), SystemExit(1)])
def test_it_lets_go_when_the_operation_fails(failure: BaseException) -> None:
    """A lock that stays held after one bad request is the freeze this service exists to prevent."""
    lock = threading.Lock()

    def fail() -> None:
        raise failure

    with pytest.raises(type(failure)) as caught:
        with_lock(lock, "user.look", fail)
    assert caught.value is failure
    assert is_free(lock)
    assert locks._holders == {}


def test_a_time_out_names_the_step_that_waited_and_the_one_that_held() -> None:
    """Who it was is the first question at 3 a.m."""
    lock = threading.Lock()
    called: list[int] = []
    with held(lock, "session.keep"):
        with pytest.raises(StorageLockTimeout) as caught:
            with_lock(lock, "user.look", lambda: called.append(1), limits=SHORT)
        assert not is_free(lock)  # still the other's: a time-out must not release what it never got
    assert (caught.value.label, caught.value.holder) == ("user.look", "session.keep")
    assert caught.value.retry_after_s == 1
    assert called == []
    assert is_free(lock)
    assert locks._holders == {}


def test_a_wait_is_as_long_as_its_limit_and_not_longer() -> None:
    """Giving up early refuses requests for nothing; giving up late is how threads pile up."""
    lock = threading.Lock()
    started = time.monotonic()
    with held(lock), pytest.raises(StorageLockTimeout) as caught:
        with_lock(lock, "user.look", lambda: None, limits=SHORT)
    assert time.monotonic() - started < 0.060 + SLACK_S
    assert 60 <= caught.value.waited_ms < 60 + SLACK_S * 1000


def test_a_lock_taken_by_a_stranger_times_out_without_a_holder() -> None:
    """Somebody who takes the lock past the helper has no label; the time-out says so instead of guessing."""
    lock = threading.Lock()
    with lock, pytest.raises(StorageLockTimeout) as caught:
        with_lock(lock, "user.look", lambda: None, limits=SHORT)
    assert caught.value.holder is None
    assert is_free(lock)


def test_taking_a_held_lock_again_times_out_and_names_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """A nested use is a bug; where the tripwire does not refuse it, it is a classified failure and no dead worker."""
    monkeypatch.setattr(tripwire, "_mode", tripwire.Mode.LOG)
    lock = threading.Lock()
    with pytest.raises(StorageLockTimeout) as caught:
        with_lock(lock, "user.look", lambda: with_lock(lock, "user.keep", lambda: None, limits=SHORT))
    assert (caught.value.label, caught.value.holder) == ("user.keep", "user.look")
    assert is_free(lock)


def test_the_deadline_ends_the_wait_and_gives_its_own_name() -> None:
    """The limit reached first names the failure."""
    lock = threading.Lock()
    started = time.monotonic()
    with held(lock), bounded_by(Deadline.after_ms(50)), pytest.raises(DeadlineExceeded) as caught:
        with_lock(lock, "user.look", lambda: None, limits=PATIENT)
    assert caught.value.code is ErrorCode.DEADLINE_IN_LOCK
    assert 0.050 <= time.monotonic() - started < 0.050 + SLACK_S
    assert is_free(lock)


def test_a_passed_deadline_does_not_even_try() -> None:
    """A request that is over must not take the lock from one that is not."""
    lock = threading.Lock()
    called: list[int] = []
    with bounded_by(Deadline(time.monotonic() - 1)), pytest.raises(DeadlineExceeded):
        with_lock(lock, "user.look", lambda: called.append(1))
    assert called == []
    assert is_free(lock)


def test_a_free_lock_is_recorded_as_one_attempt_without_a_holder() -> None:
    """lock_holder on an uncontended request would send a reader after somebody who was never in the way."""
    trace = start_trace(None)
    with tracing(trace):
        with_lock(threading.Lock(), "user.look", lambda: None)
    waits = trace.waits
    assert (waits.lock_attempts, waits.lock_label, waits.lock_holder) == (1, "user.look", None)
    assert waits.lock_wait_ms >= 0
    assert waits.lock_hold_ms >= 0


def test_a_contended_lock_is_recorded_with_its_wait_attempts_and_holder() -> None:
    """The request's one line tells what it waited for even when it succeeded in the end."""
    lock = threading.Lock()
    trace = start_trace(None)

    def wait() -> bool:
        with tracing(trace):
            return with_lock(lock, "user.look", lambda: True, limits=LockLimits(LIMIT_S * 1000, 5))

    with held(lock, "session.keep"):
        waiter = in_thread(wait)
        pause = threading.Event()
        pause.wait(0.050)  # the wait itself is what is measured
    assert waiter.result(LIMIT_S)
    waits = trace.waits
    assert waits.lock_label == "user.look"
    assert waits.lock_attempts >= 1
    assert waits.lock_holder in (None, "session.keep")  # None only if it came after the release
    assert waits.lock_wait_ms < (0.050 + SLACK_S) * 1000
    assert is_free(lock)


def test_a_wait_that_was_long_names_the_holder_although_it_got_the_lock(log_lines: LogLines) -> None:
    """A slow success is asked about as often as a failure."""
    lock, trace = threading.Lock(), start_trace(None)

    def wait() -> None:
        with tracing(trace):
            with_lock(lock, "user.look", lambda: None, limits=LockLimits(LIMIT_S * 1000, 5))

    with held(lock, "session.keep"):
        waiter = in_thread(wait)
        wait_until(lambda: len(log_lines.events("lock")) >= 1)  # it has tried five times
    waiter.result(LIMIT_S)
    assert trace.waits.lock_holder == "session.keep"
    (told,) = trace.waits.timeline
    assert told.holder is not None
    assert told.holder.label == "session.keep"


def test_a_wait_in_vain_is_recorded_too() -> None:
    """The lines of an incident are those of requests that did not get the lock."""
    lock, trace = threading.Lock(), start_trace(None)
    with held(lock, "session.keep"), tracing(trace), pytest.raises(StorageLockTimeout) as caught:
        with_lock(lock, "user.look", lambda: None, limits=SHORT)
    waits = trace.waits
    assert waits.lock_wait_ms >= 60
    assert waits.lock_wait_ms == pytest.approx(caught.value.waited_ms)
    assert waits.lock_attempts >= 1
    assert (waits.lock_label, waits.lock_holder) == ("user.look", "session.keep")
    assert waits.lock_hold_ms == 0


def test_every_wait_is_measured_and_every_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    """A wait in vain is the one that matters; whoever looks for contention must see it."""
    measured: list[tuple[str, bool]] = []
    monkeypatch.setattr(
        metrics, "observe_lock", lambda label, wait_s, hold_s: measured.append((label, hold_s is not None))
    )
    lock = threading.Lock()
    with held(lock), pytest.raises(StorageLockTimeout):
        with_lock(lock, "user.look", lambda: None, limits=SHORT)
    assert measured == [("user.look", False), ("user.keep", True)]


def test_the_longest_hold_and_the_sum_of_waits_are_recorded() -> None:
    """lock_hold_ms is one hold, lock_wait_ms all waits: see the schema."""
    lock, trace = threading.Lock(), start_trace(None)
    pause = threading.Event()
    with tracing(trace):
        with_lock(lock, "user.look", lambda: pause.wait(0.030))
        with_lock(lock, "user.keep", lambda: None)
    assert 30 <= trace.waits.lock_hold_ms < 30 + SLACK_S * 1000
    assert trace.waits.lock_attempts == 2


def exhausted(lock: threading.Lock, slices: int) -> None:
    """Fail at least *slices* slices for *lock*."""
    with pytest.raises(StorageLockTimeout):
        with_lock(lock, "user.look", lambda: None, limits=LockLimits(slices * 4 + 3, 4))


def test_a_notice_comes_after_every_fifth_failed_slice(log_lines: LogLines) -> None:
    """Five slices are half a second by default: long enough to be news, early enough to be told before the time-out."""
    lock = threading.Lock()
    with held(lock):
        exhausted(lock, 12)
    notices = log_lines.events("lock")
    attempts = [notice["lock_attempts"] for notice in notices]
    assert attempts == [5 * (number + 1) for number in range(len(attempts))]
    for notice in notices:
        assert (notice["action"], notice["label"], notice["level"]) == ("contention", "user.look", "debug")
        assert notice["lock_wait_ms"] >= notice["lock_attempts"] * 3.9


def test_notices_are_written_from_the_waiting_thread_while_it_does_not_hold_the_lock(log_lines: LogLines) -> None:
    """A log line under a lock would make everybody wait for standard output."""
    lock = threading.Lock()
    with held(lock):
        exhausted(lock, 6)
    assert is_free(lock)
    assert [event["thread"] for event in log_lines.events("lock")] == ["MainThread"] * len(log_lines.events("lock"))


def test_at_level_info_one_notice_a_second_stands_for_all(log_lines: LogLines, monkeypatch: pytest.MonkeyPatch) -> None:
    """Railway drops lines over 500 a second, and a frozen lock has many waiters."""
    logging.getLogger().setLevel(logging.INFO)
    clock = [1000.0]
    notices = locks._ContentionNotices()
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    for _ in range(10):
        notices.note("user.look", 500.0, 5)
    clock[0] += 0.999
    notices.note("user.look", 500.0, 5)
    assert [event["suppressed"] for event in log_lines.events("lock")] == [0]
    clock[0] += 0.001
    notices.note("user.keep", 700.0, 10)
    first, second = log_lines.events("lock")
    assert (first["level"], first["suppressed"]) == ("info", 0)
    assert (second["label"], second["suppressed"], second["lock_attempts"]) == ("user.keep", 10, 10)


def test_at_level_warn_no_notice_is_written(log_lines: LogLines) -> None:
    """LOG_LEVEL=warn asks for failures only."""
    logging.getLogger().setLevel(logging.WARNING)
    locks._ContentionNotices().note("user.look", 500.0, 5)
    assert log_lines.lines == []


def test_many_threads_all_get_their_turn_and_nothing_is_left() -> None:
    """Mutual exclusion, fairness enough that nobody starves, and conservation."""
    lock, inside, most = threading.Lock(), [0], [0]
    barrier = threading.Barrier(16)

    def step() -> None:
        inside[0] += 1
        most[0] = max(most[0], inside[0])
        inside[0] -= 1

    def work() -> int:
        barrier.wait(LIMIT_S)
        for _ in range(50):
            with_lock(lock, "user.look", step, limits=PATIENT)
        return 50

    assert [thread.result(LIMIT_S) for thread in [in_thread(work) for _ in range(16)]] == [50] * 16
    assert most == [1]
    assert is_free(lock)
    wait_until(lambda: locks._holders == {})


def test_a_race_of_time_outs_and_hand_overs_loses_no_lock() -> None:
    """At the moment of a time-out the lock must go to exactly one: the waiter, or the next."""
    lock, hasty = threading.Lock(), LockLimits(try_ms=1, spin_ms=1)
    barrier = threading.Barrier(8)

    def work() -> int:
        barrier.wait(LIMIT_S)
        done = 0
        for _ in range(100):
            try:
                with_lock(lock, "user.look", lambda: None, limits=hasty)
            except StorageLockTimeout:
                continue
            done += 1
        return done

    assert sum(thread.result(LIMIT_S) for thread in [in_thread(work) for _ in range(8)]) > 0
    assert is_free(lock)
    assert locks._holders == {}


def test_a_lock_is_free_again_even_if_its_wait_can_not_be_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault in measuring must not become the freeze that it was to explain."""
    lock = threading.Lock()

    def broken(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(Waits, "add_lock_wait", broken)
    with pytest.raises(MemoryError):
        with_lock(lock, "user.look", lambda: None)
    assert not lock.locked()
    monkeypatch.undo()
    assert with_lock(lock, "user.look", lambda: "free") == "free"


def test_a_leaf_lock_is_held_in_the_body_and_free_afterwards() -> None:
    """Also when the body fails, and for a condition as for a lock."""
    for lock in (threading.Lock(), threading.Condition(threading.Lock())):
        with holding(lock, "turns.come"):
            assert not lock.acquire(blocking=False)
        with pytest.raises(KeyError), holding(lock, "turns.come"):
            raise KeyError
        assert lock.acquire(blocking=False)
        lock.release()


def test_a_leaf_lock_that_is_not_free_is_a_bounded_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """What it guards takes microseconds; a process that was stopped under it must not stop the others for ever."""
    monkeypatch.setattr(locks, "LEAF_TRY_S", 0.05)
    lock, started = threading.Lock(), time.monotonic()
    with lock, pytest.raises(StorageLockTimeout) as caught, holding(lock, "turns.come"):
        pytest.fail("it was not free")
    assert 0.05 <= time.monotonic() - started < 0.05 + SLACK_S
    assert (caught.value.label, caught.value.code, caught.value.retry_after_s) == (
        "turns.come", ErrorCode.LOCK_WAIT_TIMEOUT, 1
    )  # fmt: skip
    assert is_free(lock)


def test_what_is_given_back_needs_no_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    """A place that is lost because a lock was not free would be lost for ever."""
    monkeypatch.setattr(locks, "LEAF_TRY_S", 0.01)
    queue, turns = PoolQueue(threads=4), Turns(waiting_max=1)
    with queue.place():
        queue._lock.acquire()
    assert queue.waiting == 0
    with turns.turn("ada", 1000):
        turns._lock.acquire()
    turns._lock.release()
    row = turns._rows["ada"]
    assert (row.present, row.turns.free) == (set(), INSIDE_MAX)
    with turns.turn("ada", 1000):
        assert len(turns) == 1
    assert len(turns) == 0
