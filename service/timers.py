"""When connections are to be looked at again."""

from __future__ import annotations

import heapq
import time
from collections.abc import Iterator
from itertools import count

from service.connection import Connection


class Timers:
    """At most one timer for each connection. Setting and stopping take logarithmic time; for one thread only.

    A timer that was stopped stays in the heap until its time, as a number: it keeps no connection alive.
    """

    def __init__(self) -> None:
        self._numbers = count(1)
        self._heap: list[tuple[float, int]] = []
        self._connections: dict[int, Connection] = {}
        self._running: dict[Connection, int] = {}

    @property
    def next_at(self) -> float | None:
        """When to look next, on the clock of `time.monotonic`; None when no timer runs."""
        return self._heap[0][0] if self._heap else None

    def set(self, conn: Connection, at: float) -> None:
        """Let *conn* be due at *at*, and not when it was to be before."""
        self.stop(conn)
        number = self._running[conn] = next(self._numbers)
        self._connections[number] = conn
        heapq.heappush(self._heap, (at, number))

    def stop(self, conn: Connection) -> None:
        """Let *conn* not be due. Fine when it has no timer."""
        if (number := self._running.pop(conn, None)) is not None:
            del self._connections[number]

    def expired(self) -> Iterator[Connection]:
        """Whose time has come, one after the other; also who becomes due in the meantime."""
        while self._heap and self._heap[0][0] <= time.monotonic():
            _at, number = heapq.heappop(self._heap)
            if (conn := self._connections.get(number)) is not None:
                self.stop(conn)
                yield conn
