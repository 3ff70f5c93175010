"""The hash lane: admitted or refused, in order, and every place comes back."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

from service.errors.kinds import ErrorCode, ErrorKind
from service.errors.types import DeadlineExceeded, Overloaded
from service.limits.deadline import Deadline, bounded_by
from service.limits.hash_lane import QUEUE_PER_THREAD, HashLane
from service.telemetry.trace import start_trace, tracing
from tests.unit.threads import LIMIT_S, SLACK_S, in_thread, wait_until

PATIENT_MS = LIMIT_S * 1000


def queued(lane: HashLane) -> int:
    return lane._executor._work_queue.qsize()


def places(lane: HashLane) -> int:
    """How many could come in now."""
    return lane._places._value


@pytest.fixture
def lane() -> Iterator[HashLane]:
    made = HashLane(threads=1, wait_budget_ms=PATIENT_MS)
    yield made
    made.close()
    wait_until(lambda: places(made) == 1 + QUEUE_PER_THREAD)  # conservation, after every test


@dataclass
class Busy:
    """Work that holds the lane's only thread until it is told to end."""

    began: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)

    def __call__(self) -> str:
        self.began.set()
        assert self.over.wait(LIMIT_S)
        return "done"


@contextmanager
def occupied(lane: HashLane) -> Iterator[Future[str]]:
    """The lane's thread is at work for the body."""
    busy = Busy()
    running = in_thread(lambda: lane.run(busy))
    assert busy.began.wait(LIMIT_S)
    try:
        yield running
    finally:
        busy.over.set()


def test_it_returns_what_the_work_returns(lane: HashLane) -> None:
    """On a thread of the lane, not on the request's: a burst must not take the core from everything else."""
    assert lane.run(lambda: threading.current_thread().name).startswith("hash-lane")
    assert threading.current_thread().name not in lane.run(lambda: threading.current_thread().name)


def test_an_exception_of_the_work_reaches_whoever_asked(lane: HashLane) -> None:
    """A stored hash that bcrypt rejects is found out here and classified by the caller."""
    with pytest.raises(ValueError, match="Invalid salt"):
        lane.run(lambda: (_ for _ in ()).throw(ValueError("Invalid salt")))
    assert lane.run(lambda: 7) == 7


def test_a_full_queue_refuses_at_once_and_does_not_begin(lane: HashLane) -> None:
    """Admission control: better one clear no than a second of waiting and the same no."""
    called: list[int] = []
    with occupied(lane) as first:
        waiting = [in_thread(lambda: lane.run(lambda: 1)) for _ in range(QUEUE_PER_THREAD)]
        wait_until(lambda: queued(lane) == QUEUE_PER_THREAD)
        with pytest.raises(Overloaded) as caught:
            lane.run(lambda: called.append(1))
    assert caught.value.code is ErrorCode.HASH_QUEUE_FULL
    assert caught.value.retry_after_s is not None
    assert [future.result(LIMIT_S) for future in waiting] == [1] * QUEUE_PER_THREAD
    assert first.result(LIMIT_S) == "done"
    assert called == []


def test_it_tells_how_many_hash_and_how_many_wait(lane: HashLane) -> None:
    """A queue that grows is the first sign of too few cores."""
    assert (lane.threads, lane.running, lane.waiting) == (1, 0, 0)
    with occupied(lane):
        assert (lane.running, lane.waiting) == (1, 0)
        waiting = [in_thread(lambda: lane.run(lambda: 1)) for _ in range(3)]
        wait_until(lambda: queued(lane) == 3)
        assert (lane.running, lane.waiting) == (1, 3)
    assert [future.result(LIMIT_S) for future in waiting] == [1] * 3
    wait_until(lambda: (lane.running, lane.waiting) == (0, 0))


def test_work_whose_turn_does_not_come_is_withdrawn_and_never_runs() -> None:
    """A hash for somebody who has gone would delay everybody who is still there."""
    lane = HashLane(threads=1, wait_budget_ms=40)
    called: list[int] = []
    started = time.monotonic()
    with occupied(lane):
        with pytest.raises(Overloaded) as caught:
            lane.run(lambda: called.append(1))
        assert 0.040 <= time.monotonic() - started < 0.040 + SLACK_S
        assert places(lane) == QUEUE_PER_THREAD  # its place is back while the thread is still busy
    assert caught.value.code is ErrorCode.HASH_WAIT_TIMEOUT
    assert lane.run(lambda: 1) == 1  # first in, first out: had the withdrawn work not gone, it would have run by now
    assert called == []
    wait_until(lambda: places(lane) == 1 + QUEUE_PER_THREAD)
    lane.close()


def test_the_deadline_withdraws_waiting_work_under_its_own_name(lane: HashLane) -> None:
    """The limit reached first names the failure."""
    called: list[int] = []
    with occupied(lane):
        with bounded_by(Deadline.after_ms(40)), pytest.raises(DeadlineExceeded) as caught:
            lane.run(lambda: called.append(1))
        assert places(lane) == QUEUE_PER_THREAD
    assert caught.value.code is ErrorCode.DEADLINE_IN_HASH
    assert lane.run(lambda: 1) == 1
    assert called == []


def test_a_passed_deadline_takes_no_place(lane: HashLane) -> None:
    """Nothing is begun for a request that is over."""
    called: list[int] = []
    with bounded_by(Deadline(time.monotonic() - 1)), pytest.raises(DeadlineExceeded):
        lane.run(lambda: called.append(1))
    assert places(lane) == 1 + QUEUE_PER_THREAD
    assert called == []


def test_the_deadline_lets_a_request_go_while_its_hash_still_runs(lane: HashLane) -> None:
    """bcrypt can't be interrupted: the request leaves, the place stays taken until the work is really done."""
    busy = Busy()

    def ask() -> str:
        with bounded_by(Deadline.after_ms(1_000)):
            return lane.run(busy)

    asked = in_thread(ask)
    assert busy.began.wait(LIMIT_S)
    with pytest.raises(DeadlineExceeded) as caught:
        asked.result(LIMIT_S)
    assert caught.value.code is ErrorCode.DEADLINE_IN_HASH
    assert places(lane) == QUEUE_PER_THREAD
    busy.over.set()
    wait_until(lambda: places(lane) == 1 + QUEUE_PER_THREAD)


def test_one_thread_works_first_in_first_out(lane: HashLane) -> None:
    """Whoever waits longest is next; anything else turns a queue into a lottery."""
    order: list[int] = []
    futures: list[Future[None]] = []
    with occupied(lane):
        for number in range(QUEUE_PER_THREAD):
            futures.append(in_thread(lambda number=number: lane.run(lambda: order.append(number))))  # type: ignore[misc]
            wait_until(lambda number=number: queued(lane) == number + 1)  # type: ignore[misc]
    for future in futures:
        future.result(LIMIT_S)
    assert order == list(range(QUEUE_PER_THREAD))


def test_never_more_hashes_at_once_than_threads() -> None:
    """A core computes one hash at a time; more at once only makes all of them late."""
    lane = HashLane(threads=2, wait_budget_ms=PATIENT_MS)
    guard, inside, most = threading.Lock(), [0], [0]
    pair = threading.Barrier(2)

    def work() -> None:
        with guard:
            inside[0] += 1
            most[0] = max(most[0], inside[0])
        pair.wait(LIMIT_S)  # returns only when two are inside together
        with guard:
            inside[0] -= 1

    futures = [in_thread(lambda: lane.run(work)) for _ in range(20)]
    for future in futures:
        future.result(LIMIT_S)
    assert most == [2]
    wait_until(lambda: places(lane) == 2 * (1 + QUEUE_PER_THREAD))
    lane.close()


def test_waiting_and_hashing_are_counted_apart(lane: HashLane) -> None:
    """hash_wait_ms says "more cores", hash_ms says "fewer rounds"; a sum says neither."""
    trace = start_trace(None)
    pause = threading.Event()

    def ask() -> None:
        with tracing(trace):
            lane.run(lambda: pause.wait(0.030))

    with occupied(lane):
        asked = in_thread(ask)
        wait_until(lambda: queued(lane) == 1)
        queued_since = time.monotonic()
        pause.wait(0.050)
        waited_ms = (time.monotonic() - queued_since) * 1000
    asked.result(LIMIT_S)
    assert trace.waits.hash_wait_ms >= waited_ms
    assert 30 <= trace.waits.hash_ms < 30 + SLACK_S * 1000


def test_a_wait_in_vain_is_counted_too() -> None:
    """The lines of an overload are those of requests whose turn did not come."""
    lane, trace = HashLane(threads=1, wait_budget_ms=40), start_trace(None)
    with occupied(lane), tracing(trace), pytest.raises(Overloaded):
        lane.run(lambda: None)
    assert 40 <= trace.waits.hash_wait_ms < 40 + SLACK_S * 1000
    assert trace.waits.hash_ms == 0
    lane.close()


def test_a_closed_lane_withdraws_what_waits_and_takes_nothing_new() -> None:
    """A worker that leaves says so to whoever still waits; nobody is left hanging."""
    lane = HashLane(threads=1, wait_budget_ms=3_000)
    called: list[int] = []
    with occupied(lane) as running:
        waiting = [in_thread(lambda: lane.run(lambda: called.append(1))) for _ in range(3)]
        wait_until(lambda: queued(lane) == 3)
        lane.close()
        with pytest.raises(Overloaded) as refused:
            lane.run(lambda: called.append(1))
    assert refused.value.code is ErrorCode.DRAINING
    for future in waiting:
        with pytest.raises(Overloaded) as caught:
            future.result(LIMIT_S + SLACK_S)
        assert caught.value.code.kind is ErrorKind.OVERLOADED
    assert running.result(LIMIT_S) == "done"  # what had begun is finished
    assert called == []
    wait_until(lambda: places(lane) == 1 + QUEUE_PER_THREAD)


def test_withdrawn_waiters_hear_of_the_end_at_once_and_by_its_name(lane: HashLane) -> None:
    """They would otherwise sit out their whole budget while the worker's grace runs down, and be told of overload."""
    with occupied(lane):
        waiter = in_thread(lambda: lane.run(lambda: None))
        wait_until(lambda: queued(lane) == 1)
        lane.close()
        with pytest.raises(Overloaded) as caught:
            waiter.result(2)  # far less than its budget, far more than a wake-up takes
    assert caught.value.code is ErrorCode.DRAINING


def test_a_race_of_withdrawals_loses_no_place() -> None:
    """Each place is given back exactly once, whether the work ran, failed or was withdrawn in that instant."""
    lane = HashLane(threads=2, wait_budget_ms=1)
    barrier = threading.Barrier(16)

    def work() -> int:
        barrier.wait(LIMIT_S)
        done = 0
        for _ in range(50):
            try:
                done += lane.run(lambda: 1)
            except Overloaded:
                continue
        return done

    assert sum(future.result(LIMIT_S) for future in [in_thread(work) for _ in range(16)]) > 0
    wait_until(lambda: places(lane) == 2 * (1 + QUEUE_PER_THREAD))
    lane.close()
