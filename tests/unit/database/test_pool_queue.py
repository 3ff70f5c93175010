"""Who may wait for a connection: a burst may; those who come when nothing moves do not take all threads."""

from __future__ import annotations

import time
from contextlib import ExitStack

import pytest

from service.database.pool_queue import STUCK_AFTER_S, PoolQueue
from service.errors.kinds import ErrorCode
from service.errors.types import Overloaded


def test_a_burst_waits_and_a_queue_that_stands_still_takes_half_of_the_threads() -> None:
    """A pool that grows serves them all in a moment; a database that is away serves nobody."""
    queue = PoolQueue(threads=4)
    with ExitStack() as waiting:
        for _ in range(4):
            waiting.enter_context(queue.place())
        time.sleep(STUCK_AFTER_S * 1.2)
        with pytest.raises(Overloaded) as refused, queue.place():
            pass
        assert refused.value.code is ErrorCode.POOL_QUEUE_FULL
        assert refused.value.retry_after_s
        assert queue.waiting == 4
    assert queue.waiting == 0


def test_who_gets_a_connection_moves_the_queue_and_who_does_not_leaves_it() -> None:
    """Those who gave up must not count for ever."""
    queue = PoolQueue(threads=2)
    for _ in range(10):
        with pytest.raises(TimeoutError), queue.place():
            raise TimeoutError
    with queue.place(), queue.place():
        time.sleep(STUCK_AFTER_S * 1.2)
        with pytest.raises(Overloaded), queue.place():
            pass
    with queue.place():
        assert queue.waiting == 1
