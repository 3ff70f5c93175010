"""The hash lane: admitted or refused, in order, and every place comes back."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from service.errors.kinds import ErrorCode, ErrorKind
from service.errors.types import DeadlineExceeded, Overloaded
from service.limits.deadline import Deadline, bounded_by
from service.limits.hash_lane import (
    PATIENCE,
    RETRY_AFTER_MAX_S,
    STRICT_S,
    THREADS_KEPT_FREE,
    HashLane,
    hash_places,
)
from service.limits.shedding import Shedding, ShedReason
from service.telemetry.trace import start_trace, tracing
from tests.unit.threads import LIMIT_S, SLACK_S, in_thread, wait_until

PATIENT_MS = LIMIT_S * 1000
QUEUE = 16


class CountedShedding(Shedding):
    """What was refused, without a word to anybody."""

    def __init__(self) -> None:
        super().__init__()
        self.refused: list[ShedReason] = []

    def note_refused(self, reason: ShedReason) -> None:
        self.refused.append(reason)


@dataclass
class Clock:
    """Moves only when it is told to: work that "takes" a time is over at once."""

    now: float = 1000.0

    def __call__(self) -> float:
        return self.now

    def advance(self, seconds: float) -> None:
        self.now += seconds


def make_lane(
    threads: int = 1,
    wait_budget_ms: float = PATIENT_MS,
    places: int = 1 + QUEUE,
    clock: Callable[[], float] = time.monotonic,
    shedding: Shedding | None = None,
) -> HashLane:
    return HashLane(threads, wait_budget_ms, places=places, shedding=shedding or CountedShedding(), clock=clock)


def queued(lane: HashLane) -> int:
    return len(lane._queue)


def places(lane: HashLane) -> int:
    """How many could come in now."""
    return lane.places - lane.running - lane.waiting


@pytest.fixture
def lane() -> Iterator[HashLane]:
    made = make_lane()
    yield made
    made.close()
    wait_until(lambda: places(made) == 1 + QUEUE)  # conservation, after every test


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
        waiting = [in_thread(lambda: lane.run(lambda: 1)) for _ in range(QUEUE)]
        wait_until(lambda: queued(lane) == QUEUE)
        with pytest.raises(Overloaded) as caught:
            lane.run(lambda: called.append(1))
    assert caught.value.code is ErrorCode.HASH_QUEUE_FULL
    assert caught.value.retry_after_s is not None
    assert [future.result(LIMIT_S) for future in waiting] == [1] * QUEUE
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
    lane = make_lane(wait_budget_ms=40 / PATIENCE)
    called: list[int] = []
    started = time.monotonic()
    with occupied(lane):
        with pytest.raises(Overloaded) as caught:
            lane.run(lambda: called.append(1))
        assert 0.040 <= time.monotonic() - started < 0.040 + SLACK_S
        assert places(lane) == QUEUE  # its place is back while the thread is still busy
    assert caught.value.code is ErrorCode.HASH_WAIT_TIMEOUT
    assert lane.run(lambda: 1) == 1  # first in, first out: had the withdrawn work not gone, it would have run by now
    assert called == []
    wait_until(lambda: places(lane) == 1 + QUEUE)
    lane.close()


def test_the_deadline_withdraws_waiting_work_under_its_own_name(lane: HashLane) -> None:
    """The limit reached first names the failure."""
    called: list[int] = []
    with occupied(lane):
        with bounded_by(Deadline.after_ms(40)), pytest.raises(DeadlineExceeded) as caught:
            lane.run(lambda: called.append(1))
        assert places(lane) == QUEUE
    assert caught.value.code is ErrorCode.DEADLINE_IN_HASH
    assert lane.run(lambda: 1) == 1
    assert called == []


def test_a_passed_deadline_takes_no_place(lane: HashLane) -> None:
    """Nothing is begun for a request that is over."""
    called: list[int] = []
    with bounded_by(Deadline(time.monotonic() - 1)), pytest.raises(DeadlineExceeded):
        lane.run(lambda: called.append(1))
    assert places(lane) == 1 + QUEUE
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
    assert places(lane) == QUEUE
    busy.over.set()
    wait_until(lambda: places(lane) == 1 + QUEUE)


def test_one_thread_works_first_in_first_out(lane: HashLane) -> None:
    """Whoever waits longest is next; anything else turns a queue into a lottery."""
    order: list[int] = []
    futures: list[Future[None]] = []
    with occupied(lane):
        for number in range(QUEUE):
            futures.append(in_thread(lambda number=number: lane.run(lambda: order.append(number))))  # type: ignore[misc]
            wait_until(lambda number=number: queued(lane) == number + 1)  # type: ignore[misc]
    for future in futures:
        future.result(LIMIT_S)
    assert order == list(range(QUEUE))


def test_never_more_hashes_at_once_than_threads() -> None:
    """A core computes one hash at a time; more at once only makes all of them late."""
    lane = make_lane(threads=2, places=40)
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
    wait_until(lambda: places(lane) == 40)
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
    lane, trace = make_lane(wait_budget_ms=40 / PATIENCE), start_trace(None)
    with occupied(lane), tracing(trace), pytest.raises(Overloaded):
        lane.run(lambda: None)
    assert 40 <= trace.waits.hash_wait_ms < 40 + SLACK_S * 1000
    assert trace.waits.hash_ms == 0
    lane.close()


def test_a_closed_lane_withdraws_what_waits_and_takes_nothing_new() -> None:
    """A worker that leaves says so to whoever still waits; nobody is left hanging."""
    lane = make_lane(wait_budget_ms=3_000)
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
    wait_until(lambda: places(lane) == 1 + QUEUE)


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
    lane = make_lane(threads=2, places=40, wait_budget_ms=1)
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
    wait_until(lambda: places(lane) == 40)
    lane.close()


# Who is let in


@contextmanager
def filled(lane: HashLane, waiting: int) -> Iterator[None]:
    """The lane's threads are at work and so many wait for them, while the body runs."""
    average_s = lane._average_s
    with ExitStack() as stack:
        started: list[Future[Any]] = [stack.enter_context(occupied(lane)) for _ in range(lane.threads)]
        started += [in_thread(lambda: lane.run(lambda: None)) for _ in range(waiting)]
        wait_until(lambda: lane.waiting == waiting)
        yield
    for future in started:
        future.result(LIMIT_S)
    lane._average_s = average_s  # this work took no time and says nothing


def hash_taking(lane: HashLane, clock: Clock, seconds: float, times: int = 1) -> None:
    """Let the lane see hashes that take so long."""
    for _ in range(times):
        lane.run(lambda: clock.advance(seconds))


def is_let_in(lane: HashLane) -> bool:
    """Whether a newcomer is, as it is asked before anything is done for it. A no is counted as a refusal."""
    try:
        lane.expect_room()
    except Overloaded:
        return False
    return True


@pytest.mark.parametrize(("threads", "waiting", "predicted_s"), [(1, 0, 0.2), (1, 3, 0.8), (2, 0, 0.1), (2, 7, 0.8)])
def test_the_wait_is_predicted_from_the_place_in_the_queue(threads: int, waiting: int, predicted_s: float) -> None:
    """The average of a hash for each that goes before, shared by the threads; nothing while a thread is idle."""
    clock = Clock()
    lane = make_lane(threads, clock=clock)
    hash_taking(lane, clock, 0.2)
    assert lane.predicted_wait_s == 0
    with filled(lane, waiting):
        assert lane.predicted_wait_s == pytest.approx(predicted_s)
    lane.close()


def test_the_average_follows_the_load_but_no_single_hash() -> None:
    """One imported password of a higher cost, or a moment without CPU, must not refuse those who come next."""
    clock = Clock()
    lane = make_lane(clock=clock)
    hash_taking(lane, clock, 0.1)
    hash_taking(lane, clock, 30.0)
    assert lane._average_s == pytest.approx(0.12)
    hash_taking(lane, clock, 0.2, times=12)
    assert 0.19 < lane._average_s < 0.2
    lane.close()


def test_whoever_would_wait_too_long_is_refused_at_once() -> None:
    """Better one clear no than seconds of waiting and the same no; the work is not begun."""
    clock, shedding, called = Clock(), CountedShedding(), list[int]()
    lane = make_lane(clock=clock, wait_budget_ms=1000, shedding=shedding)
    hash_taking(lane, clock, 1.0)
    with filled(lane, waiting=int(PATIENCE) - 1):
        assert is_let_in(lane)
    with filled(lane, waiting=int(PATIENCE)), pytest.raises(Overloaded) as caught:
        lane.run(lambda: called.append(1))
    assert caught.value.code is ErrorCode.HASH_QUEUE_FULL
    assert called == []
    assert shedding.refused == [ShedReason.HASH_LANE]
    lane.close()


def test_after_a_refusal_the_budget_itself_is_the_limit_for_a_while() -> None:
    """With more than can be hashed, the queue is always as long as it may be: everybody waits what its limit is."""
    clock = Clock()
    lane = make_lane(clock=clock, wait_budget_ms=1000)
    hash_taking(lane, clock, 1.0)
    with filled(lane, waiting=int(PATIENCE)):
        assert not is_let_in(lane)
    with filled(lane, waiting=1):  # two budgets would be waited
        assert not is_let_in(lane)
    with filled(lane, waiting=0):
        assert is_let_in(lane)
    clock.advance(STRICT_S)
    with filled(lane, waiting=1):
        assert is_let_in(lane)
    lane.close()


@pytest.mark.parametrize(("average_s", "waiting_most"), [(0.125, 2), (0.25, 0), (2.0, 0)])
def test_after_a_refusal_the_hash_counts_too_but_one_for_each_thread_may_wait(
    average_s: float, waiting_most: int
) -> None:
    """A long queue serves nobody sooner; and a thread that has nothing to do next is a core lost."""
    clock = Clock()
    lane = make_lane(clock=clock, wait_budget_ms=1000)
    lane._average_s = average_s
    with filled(lane, waiting=waiting_most):
        lane._refused(ErrorCode.HASH_QUEUE_FULL)
        assert is_let_in(lane)
    clock.advance(STRICT_S)
    with filled(lane, waiting=waiting_most + 1):
        lane._refused(ErrorCode.HASH_QUEUE_FULL)
        assert not is_let_in(lane)
    lane.close()


def test_ten_clients_fit_whatever_the_machine_does_at_the_moment() -> None:
    """Ten people who log in at once on two cores: all get in, also while each hash takes three times as long."""
    clock = Clock()
    lane = make_lane(threads=2, clock=clock, wait_budget_ms=750, places=hash_places(16))
    hash_taking(lane, clock, 0.11)
    hash_taking(lane, clock, 0.33, times=20)
    with filled(lane, waiting=7):
        assert is_let_in(lane)
    lane.close()


def test_the_places_end_what_may_be_in_the_lane() -> None:
    """Whoever waits in the lane holds a request thread: the rest of them is for all else."""
    lane = make_lane(threads=2, places=3)
    with filled(lane, waiting=1), pytest.raises(Overloaded) as refused:
        lane.run(lambda: None)
    assert refused.value.code is ErrorCode.HASH_QUEUE_FULL
    lane.close()
    assert hash_places(16) == 16 - THREADS_KEPT_FREE == 10
    assert hash_places(1) == 1


def test_whoever_asks_first_may_queue_behind_the_places_unless_it_would_take_too_long() -> None:
    """A burst of what is quickly done is no overload; one that would take longer than a budget is."""
    lane = make_lane(threads=2, places=3, wait_budget_ms=1000)
    lane._average_s = 0.01
    with filled(lane, waiting=1):
        lane.expect_room(queued=20)
        with pytest.raises(Overloaded):
            lane.expect_room(queued=200)
    lane.close()


def test_nobody_is_let_in_whose_hash_would_not_be_done_by_the_deadline() -> None:
    """It would take the core from somebody who still waits for the answer."""
    clock = Clock()
    lane = make_lane(clock=clock)
    hash_taking(lane, clock, 4.0)
    with filled(lane, waiting=0):
        with bounded_by(Deadline.after_ms(7_500)):  # 4 s until its turn and 4 s for the hash
            assert not is_let_in(lane)
        with bounded_by(Deadline.after_ms(60_000)):
            assert is_let_in(lane)
    lane.close()


def test_an_idle_lane_lets_in_whatever_the_average_says() -> None:
    """A machine that was far too slow once would otherwise refuse for ever: nothing runs, so nothing is learned."""
    clock = Clock()
    lane = make_lane(clock=clock)
    hash_taking(lane, clock, 100 * LIMIT_S)
    with bounded_by(Deadline.after_ms(1000 * LIMIT_S)):
        assert lane.run(lambda: 7) == 7
    lane.close()


def test_a_job_is_dropped_when_its_turn_comes_too_near_to_its_deadline() -> None:
    """A hash that is done after its caller has gone is a login less for somebody who is there."""
    clock, called, told = Clock(), list[int](), list[float]()
    lane = make_lane(clock=clock)

    def ask() -> None:
        deadline = Deadline.after_ms(1000 * LIMIT_S)
        with bounded_by(deadline), pytest.raises(DeadlineExceeded) as caught:
            lane.run(lambda: called.append(1))
        assert caught.value.code is ErrorCode.DEADLINE_IN_HASH
        told.append(deadline.remaining_s())

    with occupied(lane):
        waiting = in_thread(ask)
        wait_until(lambda: lane.waiting == 1)
        clock.advance(3 * LIMIT_S)  # what now runs turns out to take far longer than all before
    waiting.result(LIMIT_S)
    assert called == []
    assert told[0] > 0  # at once, and not when the deadline has passed
    assert places(lane) == 1 + QUEUE
    lane.close()


def test_whoever_is_refused_is_told_when_the_queue_will_be_empty() -> None:
    """From when it is predicted to be, spread up to what `overloaded` promises: all would come back together."""
    clock = Clock()
    lane = make_lane(clock=clock)

    def drawn() -> set[int | None]:
        seen = set()
        for _ in range(200):
            with pytest.raises(Overloaded) as caught:
                lane.expect_room()
            seen.add(caught.value.retry_after_s)
        return seen

    for average_s, expected in [(0.8, {1, 2, 3, 4, 5}), (3.2, {4, 5}), (9.0, {RETRY_AFTER_MAX_S})]:
        lane._average_s = average_s
        with filled(lane, waiting=0), bounded_by(Deadline.after_ms(500)):
            assert drawn() == expected
    lane.close()


def test_a_closed_lane_says_so_before_anything_is_done() -> None:
    """A worker that leaves is not overloaded, and is not counted as shedding."""
    shedding = CountedShedding()
    lane = make_lane(shedding=shedding)
    lane.close()
    with pytest.raises(Overloaded) as caught:
        lane.expect_room()
    assert caught.value.code is ErrorCode.DRAINING
    assert shedding.refused == []


def test_refusing_takes_no_lock() -> None:
    """Refusals come by the hundred while others wait: they must cost nothing that those need."""
    clock = Clock()
    lane = make_lane(clock=clock)
    lane._average_s = 100 * LIMIT_S
    lane._strict_until = 0.0
    with filled(lane, waiting=0), lane._changed:
        assert not is_let_in(lane)
    lane.close()


def test_the_threads_of_a_closed_lane_end() -> None:
    """A worker that leaves is not kept by threads that wait for work."""
    before = set(threading.enumerate())
    lane = make_lane(threads=3)
    of_lane = set(threading.enumerate()) - before
    assert len(of_lane) == 3
    lane.close()
    wait_until(lambda: not any(thread.is_alive() for thread in of_lane))
