"""The one object that every query goes through: bounded, measured, and sure of what it knows about a commit."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import psycopg
import psycopg_pool
from psycopg import errors as pg
from psycopg.rows import DictRow, dict_row

from service.config import Settings
from service.database.connection import (
    BoundedConnection,
    NoAnswer,
    connection_parameters,
    direct_parameters,
    direct_url,
    waiting_until,
)
from service.errors.kinds import ErrorCode
from service.errors.types import (
    DatabaseUnavailable,
    DeadlineExceeded,
    OutcomeUnknown,
    PoolWaitTimeout,
    QueryTimeout,
    UniqueConflict,
)
from service.limits.deadline import Bound, bound_of
from service.telemetry.trace import current_waits

Parameters = Mapping[str, Any]

# Each process has one connection that listens, and one while it starts, beside its pool. The server keeps a few for
# itself, and the operator wants psql.
CONNECTIONS_BESIDE_POOL = 2
RESERVED_CONNECTIONS = 5
# The server cancels a statement cleanly at its time-out; only if it does not, the client closes the connection.
SERVER_GRACE_MS = 250
# How long the pool's own attempts to reconnect go on. Short on purpose: they back off ever longer, while a new
# attempt starts at once when the next request wants a connection.
RECONNECT_TIMEOUT_S = 2.0
POOL_MIN_SIZE = 1
# What a connection has brought from its beginning (a role's settings, the host behind a name) is renewed now and then.
MAX_LIFETIME_S = 300.0
CLOSE_TIMEOUT_S = 0.5

_is_starting_up: ContextVar[bool] = ContextVar("surelock_is_starting_up", default=False)


@dataclass
class _Phase:
    """How far a statement has come: whether what it changes may be committed from now on."""

    is_committing: bool = False


def connections_needed(settings: Settings) -> int:
    """How many connections all processes together may hold at once."""
    return settings.web_concurrency * (settings.pool_max_size + CONNECTIONS_BESIDE_POOL)


class Database:
    """PostgreSQL, as the rest of the service sees it. Thread-safe; made after the fork, one for each process.

    A connection is held for one statement, and never while anything else is done. A request never holds two.
    """

    def __init__(self, url: str, settings: Settings) -> None:
        self._url = url
        self._settings = settings
        self._pooled = settings.database_pooler == "transaction"
        self._pid = os.getpid()
        self._ready = threading.Event()
        self._is_read_only = False
        self._pool = psycopg_pool.ConnectionPool(
            url,
            connection_class=BoundedConnection,
            kwargs=connection_parameters(settings, url) | {"row_factory": dict_row},
            min_size=POOL_MIN_SIZE,
            max_size=settings.pool_max_size,
            timeout=settings.pool_timeout_ms / 1000,
            # Waiters that gave up would count against it for ever, and the pool would be dead (psycopg_pool 3.3).
            max_waiting=0,
            reconnect_timeout=RECONNECT_TIMEOUT_S,
            max_lifetime=MAX_LIFETIME_S,
            name="main",
            open=False,
        )

    # Lifetime

    def open(self) -> None:
        """Begin to connect, in the background; does not wait."""
        self._pool.open(wait=False)

    def close(self) -> None:
        """Close every connection. Waits: at most CLOSE_TIMEOUT_S for the pool's threads."""
        self._ready.set()  # whoever waits for it finds the pool closed, at once
        self._pool.close(timeout=CLOSE_TIMEOUT_S)

    @contextmanager
    def starting_up(self) -> Iterator[None]:
        """Let this thread's queries through before the others', for what has to be there first."""
        token = _is_starting_up.set(True)
        try:
            yield
        finally:
            _is_starting_up.reset(token)

    def mark_ready(self) -> None:
        """The schema is there: let queries through."""
        self._ready.set()

    @property
    def is_ready(self) -> bool:
        return self._ready.is_set()

    @contextmanager
    def direct_connection(self, purpose: str) -> Iterator[BoundedConnection]:
        """A connection of its own, past any pooler that has a direct way around it: for LISTEN and migrations.

        *purpose* is shown to whoever looks into pg_stat_activity.
        """
        behind_pooler = self._pooled and self._settings.database_direct_url is None
        url = direct_url(self._settings, self._url)
        parameters = (connection_parameters if behind_pooler else direct_parameters)(self._settings, url)
        with BoundedConnection.connect(url, **parameters | {"application_name": f"surelock {purpose}"}) as conn:
            yield conn

    @property
    def can_listen(self) -> bool:
        """Whether notifications reach us: a transaction pooler passes none on."""
        return not self._pooled or self._settings.database_direct_url is not None

    def stats(self) -> dict[str, int]:
        """psycopg_pool's own statistics, by its own names."""
        return self._pool.get_stats()

    def keep_healthy(self) -> None:
        """Let an empty pool try again, and renew one that was opened read-only; called every second."""
        if self._pool.closed:
            return
        if self._is_read_only:
            # Its connections would say so for ever, also when the server takes writes again.
            self._is_read_only = False
            self._pool.drain()
        elif self._pool.get_stats().get("pool_available", 0) == 0:
            self._pool.check()

    # Queries

    def fetch_one(
        self, query: str, params: Parameters | None = None, *, timeout_ms: float | None = None
    ) -> DictRow | None:
        """The first row of a query that changes nothing, or None."""
        rows = self.fetch_all(query, params, timeout_ms=timeout_ms)
        return rows[0] if rows else None

    def fetch_all(
        self, query: str, params: Parameters | None = None, *, timeout_ms: float | None = None
    ) -> Sequence[DictRow]:
        """
        All rows of a query that changes nothing.

        Waits: for a connection at most POOL_TIMEOUT_MS, for the answer at most *timeout_ms* (QUERY_TIMEOUT_MS);
        both cut to what is left of the request's deadline.

        Raises:
            PoolWaitTimeout, DatabaseUnavailable: no connection.
            QueryTimeout: the answer took too long.
            DeadlineExceeded: the request's deadline ended either wait.
            psycopg.Error: whatever else the database says.
        """
        return self._statement(query, params, timeout_ms, commits=False)

    def write(
        self, query: str, params: Parameters | None = None, *, timeout_ms: float | None = None
    ) -> Sequence[DictRow]:
        """
        Run one statement that changes something and commits by itself; returns the rows it returns.

        Raises, beside what `fetch_all` raises:
            UniqueConflict: a row with the same unique value exists.
            OutcomeUnknown: the connection ended before the answer came; the change may have been made or not.
        """
        return self._statement(query, params, timeout_ms, commits=True)

    def probe(self, timeout_ms: float) -> None:
        """Ask the database for a sign of life, all waits together within *timeout_ms*, ready or not."""
        until = time.monotonic() + timeout_ms / 1000
        bound = Bound(until, is_deadline=False)
        with self._checked_out(bound) as conn, self._running(bound):
            conn.execute("SELECT 1")

    def _statement(
        self, query: str, params: Parameters | None, timeout_ms: float | None, *, commits: bool
    ) -> Sequence[DictRow]:
        limit_ms = self._settings.query_timeout_ms if timeout_ms is None else timeout_ms
        # A limit of its own has to be told to the server, as every limit has to be behind a pooler.
        in_transaction = self._pooled or timeout_ms is not None
        self._wait_until_ready()
        with self._checked_out(bound_of(self._settings.pool_timeout_ms, ErrorCode.DEADLINE_IN_POOL)) as conn:
            bound = bound_of(limit_ms + SERVER_GRACE_MS, ErrorCode.DEADLINE_IN_QUERY)
            current_waits().db_queries += 1
            with self._running(bound) as phase:
                if not in_transaction:
                    phase.is_committing = commits
                    return self._rows(conn, query, params)
                with conn.transaction():
                    self._bound_transaction(conn, limit_ms)
                    rows = self._rows(conn, query, params)
                    phase.is_committing = commits
                return rows

    @staticmethod
    def _rows(conn: psycopg.Connection[DictRow], query: str, params: Parameters | None) -> Sequence[DictRow]:
        cursor = conn.execute(query, params)
        return cursor.fetchall() if cursor.description is not None else []

    def _bound_transaction(self, conn: psycopg.Connection[DictRow], limit_ms: float) -> None:
        """What a direct connection carries as options; here it lasts as long as the transaction."""
        conn.execute(
            "SELECT set_config('statement_timeout', %(statement)s, true), set_config('lock_timeout', %(lock)s, true),"
            " set_config('idle_in_transaction_session_timeout', %(idle)s, true)",
            {
                "statement": f"{limit_ms:.0f}ms",
                "lock": f"{self._settings.lock_timeout_ms}ms",
                "idle": f"{self._settings.idle_in_transaction_timeout_ms}ms",
            },
        )

    def _wait_until_ready(self) -> None:
        """Until the schema is there no query makes sense; wait for it as one would for a connection."""
        if self._ready.is_set() or _is_starting_up.get():
            return
        started = current_waits().begin("pool_wait", "schema")
        bound = bound_of(self._settings.pool_timeout_ms, ErrorCode.DEADLINE_IN_POOL)
        ready = self._ready.wait(timeout=bound.remaining_s())
        current_waits().add("pool_wait", started, label="schema")
        if not ready:
            if bound.is_deadline:
                raise DeadlineExceeded(ErrorCode.DEADLINE_IN_POOL)
            raise DatabaseUnavailable(ErrorCode.DATABASE_STARTING, "The database has not been reached since the start")

    @contextmanager
    def _checked_out(self, bound: Bound) -> Iterator[psycopg.Connection[DictRow]]:
        """A connection from the pool that shows no sign of being dead."""
        if os.getpid() != self._pid:
            raise RuntimeError("a Database must not be used across a fork")
        started = current_waits().begin("pool_wait")
        try:
            conn = self._take(bound)
        finally:
            current_waits().add("pool_wait", started)
        try:
            yield conn
        except pg.ReadOnlySqlTransaction:
            self._is_read_only = True
            raise
        finally:
            self._pool.putconn(conn)

    def _take(self, bound: Bound) -> Any:
        try:
            while True:
                conn = self._pool.getconn(timeout=max(bound.remaining_s(), 0.0))
                if not conn.is_stale():
                    return conn
                conn.close()
                self._pool.putconn(conn)
        except psycopg_pool.PoolTimeout as exc:
            if bound.is_deadline:
                raise DeadlineExceeded(ErrorCode.DEADLINE_IN_POOL) from exc
            raise PoolWaitTimeout from exc

    @contextmanager
    def _running(self, bound: Bound) -> Iterator[_Phase]:
        """Bound what the body asks of its connection, measure it, and say what its failure means."""
        started = current_waits().begin("db")
        phase = _Phase()
        try:
            with waiting_until(bound.until):
                yield phase
        except psycopg.Error as exc:
            if phase.is_committing and _leaves_outcome_open(exc):
                raise OutcomeUnknown from exc
            if isinstance(exc, NoAnswer):
                if bound.is_deadline:
                    raise DeadlineExceeded(ErrorCode.DEADLINE_IN_QUERY) from exc
                raise QueryTimeout(ErrorCode.NO_ANSWER) from exc
            if isinstance(exc, pg.QueryCanceled):
                raise QueryTimeout(ErrorCode.STATEMENT_TIMEOUT) from exc
            if isinstance(exc, pg.UniqueViolation):
                raise UniqueConflict(exc.diag.constraint_name or "") from exc
            raise
        finally:
            current_waits().add("db", started)


def _leaves_outcome_open(exc: psycopg.Error) -> bool:
    """Whether what was about to commit may have committed although it failed with *exc*.

    An SQLSTATE is the server's word that it rolled back, but for those that say it does not know (40003), that a
    pooler makes up for a server it has lost (class 08), and that end a backend which may be waiting for its replica
    with the commit behind it (57P01, 57P02).
    """
    if exc.sqlstate is not None:
        return exc.sqlstate in ("40003", "57P01", "57P02") or exc.sqlstate.startswith("08")
    return isinstance(exc, psycopg.OperationalError | psycopg.InterfaceError)
