"""The hash lane: the only place where passwords are hashed, on as many threads as there are cores.

Hashing is the one thing here that costs a whole core for a tenth of a second. Run on the request threads, a burst of
logins would take the core from everything else; run here, in order and by admission, it can't.
"""

from __future__ import annotations

import math
import random
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from service.errors.kinds import ErrorCode
from service.errors.types import DeadlineExceeded, Overloaded
from service.limits.deadline import Deadline, bound_of, current_deadline
from service.limits.locks import holding
from service.limits.shedding import Shedding, ShedReason
from service.limits.tripwire import Guarded, guard
from service.telemetry.trace import current_waits

T = TypeVar("T")

# Request threads that passwords never take: four to refuse what is too much, two for what hashes nothing.
THREADS_KEPT_FREE = 6
NO_DEADLINE_S = 60.0  # outside a request (commands): long for one hash, and still an end
IDLE_WAIT_S = 60.0  # a thread without work is woken when there is some; this only keeps the wait from being endless

PATIENCE = 3.0  # how many wait budgets somebody may wait while nothing is refused
STRICT_S = 1.0  # for so long after a refusal the limit is STRICT_SHARE of the budget, and not PATIENCE budgets
STRICT_SHARE = 0.5  # two hashes that share a core, or a moment without it, double what was predicted
NEWEST_WEIGHT = 0.2  # of the newest hash in the moving average: it follows the load within a dozen hashes
OUTLIER_FACTOR = 2.0  # one dear hash, or a moment without CPU, says little of the next: it counts as so many averages
MUST_FIT = 0.5  # a hash begins if this part of the average fits in what is left of its deadline
RETRY_AFTER_MAX_S = 5


def hash_places(request_threads: int) -> int:
    """How many passwords may be in the lane, hashed or waiting, lest they take all *request_threads*."""
    return max(1, request_threads - THREADS_KEPT_FREE)


class HashLane:
    """First in, first out, at most *places* at once, and nobody is let in who would wait too long. Thread-safe.

    What a newcomer will wait is predicted: the moving average of what a hash takes x its place in the queue / threads;
    nothing while a thread is idle. Two limits stand on that:

    * While nothing is refused, PATIENCE x the wait budget. Few clients, each of which waits for its answer, make a
      queue that is no longer than they are many. To refuse one of them because the machine is slow for a moment wins
      nothing, and if it asks again at once, makes hundreds of refusals of it.
    * From a refusal on, until STRICT_S have passed without another one, STRICT_SHARE of the wait budget, and the hash
      itself counts, too. More comes than can be hashed, so the queue is always as long as it may be, and everybody
      waits for all of it: a longer one serves nobody sooner. However dear a hash is, one for each thread may wait, or
      the threads would stand idle between two.

    Likewise nobody is let in whose hash would not be done by the deadline; and when its turn comes, a job whose
    deadline has passed, or is too near for the hash, is dropped: its caller goes before it could be told, and the core
    is somebody else's. A job that finds an idle thread is never measured against the average: were that far too high
    once, nothing would ever run to correct it.

    A place in the lane belongs to the work and not to the request: it is free again when the hash is done or was
    withdrawn before it began, even if whoever asked for it has gone.

    `_changed` guards `_queue`, `_is_closed` and who comes to `_at_work`. It is a leaf: while it is held we take no
    other lock, and do not log, hash or wake whoever asked. A job that is done leaves `_at_work` without it.
    """

    def __init__(
        self,
        threads: int,
        wait_budget_ms: float,
        *,
        places: int,
        shedding: Shedding,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.threads = threads
        self.places = places
        self._budget_s = wait_budget_ms / 1000
        self._shedding = shedding
        self._clock = clock  # for what is measured; waits and deadlines are the machine's
        self._changed = threading.Condition()
        self._queue: deque[_Job[Any]] = deque()
        self._at_work: set[_Job[Any]] = set()
        self._average_s = 0.0  # unknown: whoever comes is let in
        self._strict_until = -math.inf
        self._is_closed = False
        for number in range(threads):
            threading.Thread(target=self._work, name=f"hash-lane-{number}", daemon=True).start()

    def expect_room(self, queued: int = 0) -> None:
        """
        Refuse now what `run` would refuse, before anything is done for it; *queued* will be there before it.

        Takes no lock and no place: `run` decides again. Whoever calls has a queue of its own when all places are
        taken; only how long all of them would wait counts. Raises: Overloaded, as `run` does.
        """
        if (code := self._refusal(current_deadline(), self._taken + queued, may_queue=True)) is not None:
            raise self._refused(code)

    def run(self, work: Callable[[], T]) -> T:
        """
        Run *work*, which hashes, on a thread of the lane.

        Waits: for its turn at most PATIENCE x the wait budget, or what is left of the deadline if that is less; then
        for the hash itself until the deadline.

        Raises:
            Overloaded: it would have to wait too long, so it did not wait (hash_queue_full), or its turn did not come
                as predicted (hash_wait_timeout), or the lane is closed (draining); *work* was not begun.
            DeadlineExceeded: the deadline passed first, or was too near to begin (deadline_in_hash).
            StorageLockTimeout: `_changed` was not free in time.
        """
        guard(Guarded.HASH_WAIT)
        bound = bound_of(PATIENCE * self._budget_s * 1000, ErrorCode.DEADLINE_IN_HASH)
        deadline = current_deadline()
        job, queued = _Job(work, deadline), current_waits().begin("hash_wait")
        self._admit(job)
        if not job.turn.wait(timeout=max(0.0, bound.remaining_s())) and self._withdraw(job):
            current_waits().add("hash_wait", queued)
            if bound.is_deadline:
                raise DeadlineExceeded(ErrorCode.DEADLINE_IN_HASH)
            raise self._refused(ErrorCode.HASH_WAIT_TIMEOUT)
        began = job.began  # None when it was dropped, or withdrawn by `close`
        current_waits().add("hash_wait", queued, ended=began)
        if began is not None:
            current_waits().begin("hash")
        try:
            return job.result(NO_DEADLINE_S if deadline is None else max(0.0, deadline.remaining_s()))
        finally:
            if began is not None:
                current_waits().add("hash", began)

    @property
    def running(self) -> int:
        """How many hashes are computed now."""
        return min(self.threads, self._taken)

    @property
    def waiting(self) -> int:
        """How many wait for their turn. (Nobody waits while a thread is idle.)"""
        return max(0, self._taken - self.threads)

    @property
    def predicted_wait_s(self) -> float:
        """What the next to come would wait for its turn."""
        return self._predicted_wait_s(self._taken)

    def _predicted_wait_s(self, taken: int) -> float:
        place = taken - self.threads + 1
        return self._average_s * place / self.threads if place > 0 else 0.0

    def close(self) -> None:
        """Begin nothing any more and withdraw what has not begun; does not wait for what has."""
        with holding(self._changed, "hash_lane.close"):
            self._is_closed = True
            withdrawn = list(self._queue)
            self._queue.clear()
            self._changed.notify_all()
        for job in withdrawn:
            job.tell(Overloaded(ErrorCode.DRAINING))

    # Who comes in

    @property
    def _taken(self) -> int:
        return len(self._at_work) + len(self._queue)

    def _admit(self, job: _Job[Any]) -> None:
        """Check and take in one step. Raises: Overloaded."""
        with holding(self._changed, "hash_lane.admit"):
            code = self._refusal(job.deadline, self._taken)
            if code is None:
                job.finds_idle_thread = self._taken < self.threads
                self._queue.append(job)
                self._changed.notify()
        if code is not None:
            raise self._refused(code)

    def _refusal(self, deadline: Deadline | None, taken: int, *, may_queue: bool = False) -> ErrorCode | None:
        """Why a newcomer with *deadline* is not let in now, with so many *taken*; None when it is."""
        if self._is_closed:
            return ErrorCode.DRAINING
        if taken < min(self.threads, self.places):
            return None
        has_place = taken < self.places
        limit_s = PATIENCE * self._budget_s
        if not has_place or self._clock() < self._strict_until:
            limit_s = max(STRICT_SHARE * self._budget_s - self._average_s, self._average_s)
        if deadline is not None:
            limit_s = min(limit_s, deadline.remaining_s() - self._average_s)
        is_full = not (has_place or may_queue) or self._predicted_wait_s(taken) > limit_s
        return ErrorCode.HASH_QUEUE_FULL if is_full else None

    def _refused(self, code: ErrorCode) -> Overloaded:
        """What to raise, counted. Hold no lock: it may be told."""
        if code is ErrorCode.DRAINING:
            return Overloaded(code)
        self._strict_until = self._clock() + STRICT_S
        self._shedding.note_refused(ShedReason.HASH_LANE)
        drained_s = math.ceil(self._average_s * self._taken / self.threads)
        earliest_s = min(max(1, drained_s), RETRY_AFTER_MAX_S)
        return Overloaded(code, retry_after_s=random.randint(earliest_s, RETRY_AFTER_MAX_S))  # noqa: S311  jitter

    def _withdraw(self, job: _Job[Any]) -> bool:
        """Take *job* out of the queue; False when it is not there any more."""
        with holding(self._changed, "hash_lane.withdraw"):
            if job not in self._queue:
                return False
            self._queue.remove(job)
            return True

    # What the threads of the lane do

    def _work(self) -> None:
        while (job := self._take()) is not None:
            if job.began is None:
                self._at_work.discard(job)
                job.tell(DeadlineExceeded(ErrorCode.DEADLINE_IN_HASH))
                continue
            began = self._clock()
            error = job.run()
            self._learn(self._clock() - began)
            self._at_work.discard(job)  # before it is told: who asks again at once finds the place free
            job.tell(error)

    def _take(self) -> _Job[Any] | None:
        """The next job in turn, begun unless it is too late for it; None at the end."""
        while True:
            if self._changed.acquire(timeout=IDLE_WAIT_S):
                try:
                    while not self._queue:
                        if self._is_closed:
                            return None
                        self._changed.wait(timeout=IDLE_WAIT_S)
                    job = self._queue.popleft()
                    self._at_work.add(job)
                    job.begin(0.0 if job.finds_idle_thread else MUST_FIT * self._average_s)
                    return job
                finally:
                    self._changed.release()

    def _learn(self, took_s: float) -> None:
        """Of two hashes that end in the same instant one may be forgotten; that is worth less than a lock here."""
        if self._average_s:
            newest_s = min(took_s, OUTLIER_FACTOR * self._average_s)
            self._average_s += NEWEST_WEIGHT * (newest_s - self._average_s)
        else:
            self._average_s = took_s


class _Job(Generic[T]):
    """One piece of work: whoever asked for it waits for its turn and for its result, a thread of the lane runs it."""

    def __init__(self, work: Callable[[], T], deadline: Deadline | None) -> None:
        self._work = work
        self._done = threading.Event()
        self._value: T
        self._error: BaseException | None = None
        self.deadline = deadline
        self.turn = threading.Event()
        self.finds_idle_thread = False
        self.began: float | None = None

    def begin(self, needs_s: float) -> None:
        """Its turn has come; it begins unless less than *needs_s* is left of the deadline."""
        if self.deadline is None or self.deadline.remaining_s() > needs_s:
            self.began = time.monotonic()

    def run(self) -> BaseException | None:
        """Do the work; returns what it raised."""
        self.turn.set()
        try:
            self._value = self._work()
        except BaseException as exc:  # noqa: BLE001  it is raised where the result is asked for
            return exc
        return None

    def tell(self, error: BaseException | None) -> None:
        """It is over; *error* is what it raised, or why it was not run."""
        self._error = error
        self.turn.set()
        self._done.set()

    def result(self, timeout_s: float) -> T:
        """What the work returned or raised. Raises: DeadlineExceeded, when it was not over within *timeout_s*."""
        if not self._done.wait(timeout=timeout_s):
            raise DeadlineExceeded(ErrorCode.DEADLINE_IN_HASH)
        if self._error is not None:
            raise self._error
        return self._value
