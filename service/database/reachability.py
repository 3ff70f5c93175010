"""Whether the database can be reached: one line when it is lost and one when it is back, however often we tried."""

from __future__ import annotations

import logging
import time

from service.errors.classify import describe
from service.telemetry.logs import write_event

# One failure may be one connection's; the second one in a row is the database's.
LOST_AFTER_FAILURES = 2
# One that comes and goes is told as lost once in so many seconds.
LOST_AGAIN_AFTER_S = 10.0

_log = logging.getLogger("surelock.pool")


class Reachability:
    """
    Counts what failed since the last success, from any thread; told by one, with `tell_change`.

    Without a lock: a failure and a success in the same instant may be taken in either order.
    """

    def __init__(self, *, is_behind_pooler: bool) -> None:
        self._is_behind_pooler = is_behind_pooler
        self._failures = 0
        self._reason = ""
        self._lost_at: float | None = None
        self._failures_told = 0
        self._quiet_until = 0.0

    def connected(self) -> None:
        """A connection was taken; by a pooler, that says nothing of the database."""
        if not self._is_behind_pooler:
            self._failures = 0

    def answered(self) -> None:
        """The database answered a statement."""
        self._failures = 0

    def failed(self, exc: BaseException) -> None:
        """It did not, or no connection was taken."""
        self._reason = f"{describe(exc).error_code}: {_first_line(exc)}"
        self._failures += 1

    @property
    def is_lost(self) -> bool:
        """Whether it was told as lost, and not yet as back."""
        return self._lost_at is not None

    def tell_change(self) -> None:
        """Write `database_lost` or `database_back` if that is new. Called every second, by one thread."""
        now, failures = time.monotonic(), self._failures
        if self._lost_at is None:
            if failures >= LOST_AFTER_FAILURES and now >= self._quiet_until:
                self._lost_at, self._failures_told = now, failures
                _tell("warn", "the database is lost", "database_lost", self._reason, failures)
        elif failures == 0:
            lost_s = now - self._lost_at
            self._lost_at, self._quiet_until = None, now + LOST_AGAIN_AFTER_S
            _tell("info", "the database is back", "database_back", f"after {lost_s:.1f} s", self._failures_told)
        else:
            self._failures_told = failures


def _tell(level: str, message: str, action: str, detail: str, failures: int) -> None:
    write_event(_log, "lifecycle", level, message, action=action, detail=detail, count=failures)


def _first_line(exc: BaseException) -> str:
    return str(exc).partition("\n")[0]
