"""Taking turns at what only few may hold up at a time: so that those who wait for one thing do not wait in all places.

A row that somebody keeps locked lets everybody who wants to change it wait in the database, each with a connection,
until there are none left for the others. Here they wait before they have a connection, and not for long.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Hashable, Iterator
from contextlib import contextmanager, suppress

from service.errors.kinds import ErrorCode
from service.errors.types import DeadlineExceeded, QueryTimeout, StorageLockTimeout
from service.limits.deadline import Bound, bound_of
from service.limits.locks import holding
from service.limits.places import Places
from service.telemetry.trace import current_waits

INSIDE_MAX = 2
# Ten times what a change of one row takes on a slow disk: whoever is in for longer waits for somebody else's lock.
PATIENCE_S = 0.25
LABEL = "row.turn"


def waiters_max(threads: int) -> int:
    """How many of a process's *threads* may wait for one and the same thing that does not move: half of them."""
    return max(1, threads // 2)


class _Row:
    """Who is at one row. `moved_at` is when somebody last began or ended a turn."""

    def __init__(self) -> None:
        self.turns = Places(INSIDE_MAX)
        self.present: set[object] = set()  # inside or waiting
        self.moved_at = time.monotonic()

    def is_stuck(self) -> bool:
        return time.monotonic() - self.moved_at > PATIENCE_S


class Turns:
    """
    At most INSIDE_MAX at a time for each key; *waiting_max* may wait for their turn, as long as the row moves.

    Thread-safe. `_lock` guards `_rows` and who comes to each row's `present`; going waits for nobody. It is a leaf.
    """

    def __init__(self, waiting_max: int) -> None:
        self._present_max = INSIDE_MAX + waiting_max
        self._lock = threading.Lock()
        self._rows: dict[Hashable, _Row] = {}

    def __len__(self) -> int:
        """How many keys are in use; the others are forgotten."""
        return len(self._rows)

    @contextmanager
    def turn(self, key: Hashable, limit_ms: float) -> Iterator[None]:
        """
        Be one of those who may change the row of *key*, in the body.

        Waits: for the turn at most *limit_ms*, or what is left of the deadline; and no longer than PATIENCE_S while
        nobody's turn begins or ends.

        Raises:
            QueryTimeout: row_busy; too many wait already, or those inside are stuck. Nothing was begun.
            DeadlineExceeded: the deadline ended the wait (deadline_in_query).
            StorageLockTimeout: `_lock` was not free in time. Nothing was begun.
        """
        bound = bound_of(limit_ms, ErrorCode.DEADLINE_IN_QUERY)
        me = object()
        row = self._come(key, me)
        try:
            _take_turn(row, bound)
            try:
                yield
            finally:
                row.moved_at = time.monotonic()
                row.turns.give_back()
        finally:
            self._go(key, row, me)

    def _come(self, key: Hashable, me: object) -> _Row:
        with holding(self._lock, "turns.come"):
            row = self._rows.get(key) or self._rows.setdefault(key, _Row())
            present = len(row.present)
            is_refused = present >= self._present_max or (present >= INSIDE_MAX and row.is_stuck())
            if not is_refused:
                row.present.add(me)
        if is_refused:
            raise QueryTimeout(ErrorCode.ROW_BUSY)
        return row

    def _go(self, key: Hashable, row: _Row, me: object) -> None:
        row.present.discard(me)
        # Should the lock not be free in time, the row is forgotten by whoever comes to it next.
        with suppress(StorageLockTimeout), holding(self._lock, "turns.go"):
            if not row.present and self._rows.get(key) is row:
                del self._rows[key]


def _take_turn(row: _Row, bound: Bound) -> None:
    if not row.turns.take():
        started = current_waits().begin("db", LABEL)
        try:
            _wait_for_turn(row, bound)
        finally:
            current_waits().add("db", started, label=LABEL)
    row.moved_at = time.monotonic()


def _wait_for_turn(row: _Row, bound: Bound) -> None:
    while not row.turns.take(max(0.0, min(PATIENCE_S, bound.remaining_s()))):
        if bound.remaining_s() <= 0 and bound.is_deadline:
            raise DeadlineExceeded(ErrorCode.DEADLINE_IN_QUERY)
        if bound.remaining_s() <= 0 or row.is_stuck():
            raise QueryTimeout(ErrorCode.ROW_BUSY)
