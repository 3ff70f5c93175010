"""A connection whose every wait ends, and the parameters by which the server bounds its own side.

No server-side setting bounds a dead link or a frozen server: the kernel of the other side keeps acknowledging, or
nobody does. So the client itself ends the wait, by closing the connection; what the server is asked to observe
(statement, lock and idle time-outs) is for the ordinary case, in which the connection survives.
"""

from __future__ import annotations

import select
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

import psycopg
from psycopg import errors as pg
from psycopg.abc import PQGen
from psycopg.rows import TupleRow

from service.config import Settings

RV = TypeVar("RV")

# psycopg's own slice between two looks at the clock, and the least a clean-up (a rollback, say) gets: without it a
# healthy connection would be thrown away whenever a request ends right at its deadline.
WAIT_INTERVAL_S = 0.1
LEAST_WAIT_S = 0.05
# For what nothing else bounds: the pool's own threads, which reset connections and close transactions.
DEFAULT_WAIT_S = 2.0

_wait_until: ContextVar[float | None] = ContextVar("surelock_wait_until", default=None)


@contextmanager
def waiting_until(moment: float) -> Iterator[None]:
    """Let every wait of this thread on any BoundedConnection end at *moment* (monotonic seconds)."""
    token = _wait_until.set(moment)
    try:
        yield
    finally:
        _wait_until.reset(token)


class NoAnswer(pg.CancellationTimeout):
    """The server sent nothing in time. The connection is closed; what was asked may have happened."""


class BoundedConnection(psycopg.Connection[TupleRow]):
    """Every operation of psycopg's goes through `wait`, commit and rollback included; here it has an end.

    `Connection.cancel()` must never be called: on a dead link it blocks with the interpreter's lock held.
    """

    def wait(self, gen: PQGen[RV], interval: float = WAIT_INTERVAL_S, timeout: float | None = None) -> RV:
        until = _wait_until.get()
        left_s = DEFAULT_WAIT_S if until is None else max(until - time.monotonic(), LEAST_WAIT_S)
        if timeout is not None and timeout <= left_s:
            return super().wait(gen, interval, timeout)
        try:
            return super().wait(gen, interval, left_s)
        except pg._WaitTimeout as exc:
            self.close()
            raise NoAnswer("the server sent nothing in time; the connection was closed") from exc

    def is_stale(self) -> bool:
        """Whether the server has spoken, or hung up, while nothing was asked: then the connection is not used.

        It is how a restart of the server looks from here, and it costs no round trip to see.
        """
        if self.closed:
            return True
        poll = select.poll()
        poll.register(self.pgconn.socket, select.POLLIN | select.POLLHUP | select.POLLERR)
        return bool(poll.poll(0))


def connection_parameters(settings: Settings, url: str) -> dict[str, Any]:
    """Keyword arguments for a connection to *url*, which may lead through a pooler."""
    if settings.database_pooler == "transaction":
        # PgBouncer refuses `options`, and a prepared statement would outlive its transaction's server connection.
        return _common_parameters(settings) | {"prepare_threshold": None}
    return direct_parameters(settings, url)


def direct_parameters(settings: Settings, url: str) -> dict[str, Any]:
    """Keyword arguments for a connection to *url*, which reaches PostgreSQL itself."""
    bounds = {
        "statement_timeout": settings.query_timeout_ms,
        "lock_timeout": settings.lock_timeout_ms,
        "idle_in_transaction_session_timeout": settings.idle_in_transaction_timeout_ms,
        # A statement whose client has gone is given up, not worked on to its end.
        "client_connection_check_interval": 1000,
    }
    theirs = psycopg.conninfo.conninfo_to_dict(url).get("options", "")
    options = [f"-c {name}={value}" for name, value in bounds.items()]
    return _common_parameters(settings) | {"options": " ".join([str(theirs), *options]).strip()}


def _common_parameters(settings: Settings) -> dict[str, Any]:
    return {
        "autocommit": True,
        "connect_timeout": settings.connect_timeout_seconds,
        "application_name": "surelock",
        # A second line behind BoundedConnection: the kernel notices a lost host even when nobody waits.
        "keepalives_idle": 5,
        "keepalives_interval": 2,
        "keepalives_count": 3,
        "tcp_user_timeout": settings.query_timeout_ms,
    }


def direct_url(settings: Settings, default: str) -> str:
    """Where PostgreSQL itself answers: for the listener and for advisory locks."""
    if settings.database_direct_url is not None:
        return settings.database_direct_url.get_secret_value()
    return default
