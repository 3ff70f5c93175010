"""The hash lane: the only place where passwords are hashed, on as many threads as there are cores.

Hashing is the one thing here that costs a whole core for a tenth of a second. Run on the request threads, a burst of
logins would take the core from everything else; run here, in order and with a bounded queue, it can't.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from typing import Generic, TypeVar

from service.errors.kinds import ErrorCode
from service.errors.types import DeadlineExceeded, Overloaded
from service.limits.deadline import bound_of, current_deadline
from service.telemetry.trace import current_waits

T = TypeVar("T")

QUEUE_PER_THREAD = 16
NO_DEADLINE_S = 60.0  # outside a request (commands): long for one hash, and still an end


class HashLane:
    """First in, first out, with at most *threads* x QUEUE_PER_THREAD waiting. Thread-safe.

    A place in the lane belongs to the work and not to the request: it is free again when the hash is done or was
    withdrawn before it began, even if whoever asked for it has gone.
    """

    def __init__(self, threads: int, wait_budget_ms: float) -> None:
        self.threads = threads
        self._wait_budget_ms = wait_budget_ms
        self._executor = ThreadPoolExecutor(max_workers=threads, thread_name_prefix="hash-lane")
        self._places = threading.BoundedSemaphore(threads * (1 + QUEUE_PER_THREAD))

    def run(self, work: Callable[[], T]) -> T:
        """
        Run *work*, which hashes, on a thread of the lane.

        Waits: for its turn at most the wait budget, or what is left of the deadline if that is less; then for the
        hash itself until the deadline.

        Raises:
            Overloaded: the queue is full (hash_queue_full), or its turn did not come (hash_wait_timeout);
                *work* was not begun.
            DeadlineExceeded: the deadline passed first (deadline_in_hash).
        """
        bound = bound_of(self._wait_budget_ms, ErrorCode.DEADLINE_IN_HASH)
        job, queued = _Job(work), current_waits().begin("hash_wait")
        if not self._places.acquire(blocking=False):
            raise Overloaded(ErrorCode.HASH_QUEUE_FULL)
        try:
            future: Future[T] = self._executor.submit(job)
        except RuntimeError as exc:
            self._places.release()
            raise Overloaded(ErrorCode.DRAINING) from exc
        future.add_done_callback(lambda _: self._places.release())
        future.add_done_callback(lambda _: job.began.set())  # whoever waits hears of a withdrawal by close, too

        if not job.began.wait(timeout=bound.remaining_s()) and future.cancel():
            current_waits().add("hash_wait", queued)
            if bound.is_deadline:
                raise DeadlineExceeded(ErrorCode.DEADLINE_IN_HASH)
            raise Overloaded(ErrorCode.HASH_WAIT_TIMEOUT)
        began = job.began_at  # None when it was withdrawn
        current_waits().add("hash_wait", queued, ended=began)
        if began is not None:
            current_waits().begin("hash")
        deadline = current_deadline()
        try:
            return future.result(timeout=max(0.0, deadline.remaining_s()) if deadline else NO_DEADLINE_S)
        except TimeoutError as exc:
            raise DeadlineExceeded(ErrorCode.DEADLINE_IN_HASH) from exc
        except CancelledError as exc:
            raise Overloaded(ErrorCode.DRAINING) from exc
        finally:
            if began is not None:
                current_waits().add("hash", began)

    @property
    def running(self) -> int:
        """How many hashes are computed now."""
        return min(self.threads, self._taken_places())

    @property
    def waiting(self) -> int:
        """How many wait for their turn. (Nobody waits while a thread is idle.)"""
        return max(0, self._taken_places() - self.threads)

    def _taken_places(self) -> int:
        return self.threads * (1 + QUEUE_PER_THREAD) - self._places._value

    def close(self) -> None:
        """Begin nothing any more and withdraw what has not begun; does not wait for what has."""
        self._executor.shutdown(wait=False, cancel_futures=True)


class _Job(Generic[T]):
    """One piece of work that tells when its turn came."""

    def __init__(self, work: Callable[[], T]) -> None:
        self._work = work
        self.began = threading.Event()
        self.began_at: float | None = None

    def __call__(self) -> T:
        self.began_at = time.monotonic()
        self.began.set()
        return self._work()
