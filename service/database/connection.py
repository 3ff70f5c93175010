"""A connection whose every wait ends, and the parameters by which the server bounds its own side.

No server-side setting bounds a dead link or a frozen server: the kernel of the other side keeps acknowledging, or
nobody does. So the client itself ends the wait, by closing the connection; what the server is asked to observe
(statement, lock and idle time-outs) is for the ordinary case, in which the connection survives.
"""

from __future__ import annotations

import select
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Protocol, Self, TypeVar

import psycopg
from psycopg import errors as pg
from psycopg.abc import PQGen
from psycopg.rows import TupleRow

from service.config import Settings
from service.database.resolver import addresses
from service.limits.tripwire import Guarded, guard

RV = TypeVar("RV")

# psycopg's own slice between two looks at the clock.
WAIT_INTERVAL_S = 0.1
# What clean-ups (a rollback, say) get beyond the end, all together: without it a healthy connection would be thrown
# away whenever a request ends right at its deadline.
CLEAN_UP_S = 0.1
# For what nothing else bounds: the pool's own threads, which reset connections and close transactions.
DEFAULT_WAIT_S = 2.0
CLIENT_CHECK_INTERVAL_MS = 1000

_wait_until: ContextVar[float | None] = ContextVar("surelock_wait_until", default=None)


@contextmanager
def waiting_until(moment: float) -> Iterator[None]:
    """Let every wait of this thread on any BoundedConnection end at *moment* (monotonic seconds)."""
    token = _wait_until.set(moment)
    try:
        yield
    finally:
        _wait_until.reset(token)


class ConnectObserver(Protocol):
    """Who wants to know of each attempt to connect."""

    def connected(self) -> None: ...

    def failed(self, exc: BaseException) -> None: ...


class NoAnswer(pg.CancellationTimeout):
    """The server sent nothing in time. The connection is closed; what was asked may have happened."""


class BoundedConnection(psycopg.Connection[TupleRow]):
    """Every operation of psycopg's goes through `wait`, commit and rollback included; here it has an end.

    `Connection.cancel()` must never be called: on a dead link it blocks with the interpreter's lock held.
    """

    def wait(self, gen: PQGen[RV], interval: float = WAIT_INTERVAL_S, timeout: float | None = None) -> RV:
        guard(Guarded.QUERY)
        until = _wait_until.get()
        left_s = DEFAULT_WAIT_S if until is None else _left_s(until)
        if timeout is not None and timeout <= left_s:
            return super().wait(gen, interval, timeout)
        try:
            return super().wait(gen, interval, left_s)
        except pg._WaitTimeout as exc:
            self.close()
            raise NoAnswer("the server sent nothing in time; the connection was closed") from exc

    @classmethod
    def connect(  # type: ignore[override]
        cls, conninfo: str = "", *, observer: ConnectObserver | None = None, **parameters: Any
    ) -> Self:
        """
        Connect, and tell *observer* how it went.

        Waits: for the addresses of each host that *conninfo* names at most `connect_timeout` seconds, then as long for
        each of them, ADDRESSES_MAX at most.

        Raises: psycopg.OperationalError, ConnectionTimeout among them.
        """
        guard(Guarded.CONNECT)
        try:
            conn = super().connect(conninfo, **parameters | addresses(conninfo, parameters["connect_timeout"]))
        except Exception as exc:
            if observer is not None:
                observer.failed(exc)
            raise
        if observer is not None:
            observer.connected()
        return conn

    def is_stale(self) -> bool:
        """Whether the server has spoken, or hung up, while nothing was asked: then the connection is not used.

        It is how a restart of the server looks from here, and it costs no round trip to see.
        """
        if self.closed:
            return True
        poll = select.poll()
        poll.register(self.pgconn.socket, select.POLLIN | select.POLLHUP | select.POLLERR)
        return bool(poll.poll(0))


def _left_s(until: float) -> float:
    """How long a wait may take that should be over at *until*."""
    left_s = until - time.monotonic()
    return left_s if left_s > CLEAN_UP_S else max(0.0, left_s + CLEAN_UP_S)


def connection_parameters(settings: Settings, url: str) -> dict[str, Any]:
    """Keyword arguments for a connection to *url*, which may lead through a pooler."""
    if settings.database_pooler == "transaction":
        # PgBouncer refuses `options`, and a prepared statement would outlive its transaction's server connection.
        return _common_parameters(settings) | {"prepare_threshold": None}
    return direct_parameters(settings, url)


def direct_parameters(settings: Settings, url: str) -> dict[str, Any]:
    """Keyword arguments for a connection to *url*, which reaches PostgreSQL itself."""
    theirs = psycopg.conninfo.conninfo_to_dict(url).get("options", "")
    options = [f"-c {name}={value_ms}" for name, value_ms in connection_settings(settings).items()]
    return _common_parameters(settings) | {"options": " ".join([str(theirs), *options]).strip()}


def connection_settings(settings: Settings) -> dict[str, int]:
    """What the server is asked to observe for us: its own names, in milliseconds."""
    return {
        "statement_timeout": settings.query_timeout_ms,
        "lock_timeout": settings.lock_timeout_ms,
        "idle_in_transaction_session_timeout": settings.idle_in_transaction_timeout_ms,
        # A statement whose client has gone is given up, not worked on to its end.
        "client_connection_check_interval": CLIENT_CHECK_INTERVAL_MS,
    }


def differences(wanted: Mapping[str, int], observed: Mapping[str, int]) -> list[str]:
    """What differs between two sets of `connection_settings`, in words."""
    return [
        f"{name}: the server observes {observed.get(name)} ms instead of {wanted_ms} ms; is there a pooler in between?"
        for name, wanted_ms in wanted.items()
        if observed.get(name) != wanted_ms
    ]


def room_for_connections(conn: psycopg.Connection[Any]) -> int:
    """How many connections the server has for roles that are not superusers."""
    row = conn.execute(
        "SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int"
        " - coalesce(current_setting('reserved_connections', true), '0')::int"  # since PostgreSQL 16
    ).fetchone()
    return int(row[0]) if row is not None else 0


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
