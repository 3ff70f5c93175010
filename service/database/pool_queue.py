"""Who waits for a pooled connection, and who is refused at once because too many do.

psycopg_pool's own `max_waiting` can't be used: it goes on counting those who gave up, and when the database has been
away for long enough the pool never connects again (psycopg_pool 3.3).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from service.errors.kinds import ErrorCode
from service.errors.types import Overloaded
from service.limits.locks import holding
from service.limits.turns import waiters_max

# Longer than it takes to make a connection or to run a statement, on a bad day.
STUCK_AFTER_S = 0.25


class PoolQueue:
    """
    A burst may wait as it is. When nobody has got a connection for STUCK_AFTER_S, only half of the threads may.

    Thread-safe. `_lock` guards who comes to `_present`; going waits for nobody. It is a leaf.
    """

    def __init__(self, threads: int) -> None:
        self._stuck_max = waiters_max(threads)
        self._lock = threading.Lock()
        self._moved_at = 0.0
        self._present: set[object] = set()

    @property
    def waiting(self) -> int:
        """How many wait for a connection now."""
        return len(self._present)

    @contextmanager
    def place(self) -> Iterator[None]:
        """
        Wait for a connection in the body, which raises when there was none. Does not wait itself, but for `_lock`.

        Raises:
            Overloaded: pool_queue_full; the body was not begun.
            StorageLockTimeout: `_lock` was not free in time; the body was not begun.
        """
        me = object()
        self._come(me)
        try:
            yield
            self._moved_at = time.monotonic()
        finally:
            self._present.discard(me)

    def _come(self, me: object) -> None:
        with holding(self._lock, "pool_queue.come"):
            now = time.monotonic()
            if self.waiting == 0:
                self._moved_at = now
            is_full = self.waiting >= self._stuck_max and now - self._moved_at > STUCK_AFTER_S
            if not is_full:
                self._present.add(me)
        if is_full:
            raise Overloaded(ErrorCode.POOL_QUEUE_FULL)
