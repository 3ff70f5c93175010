"""The one object that every query goes through: bounded, measured, and sure of what it knows about a commit."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
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
    connection_settings,
    differences,
    direct_parameters,
    direct_url,
    waiting_until,
)
from service.database.pool_queue import PoolQueue
from service.database.reachability import Reachability
from service.errors.classify import describe
from service.errors.kinds import ErrorCode
from service.errors.types import (
    DatabaseUnavailable,
    DeadlineExceeded,
    OutcomeUnknown,
    PoolWaitTimeout,
    QueryTimeout,
    ServiceError,
    UniqueConflict,
)
from service.limits.deadline import Bound, bound_of
from service.limits.tripwire import Guarded, guard
from service.limits.turns import Turns, waiters_max
from service.telemetry import metrics
from service.telemetry.trace import current_waits

Parameters = Mapping[str, Any]

# Each process has one connection that listens, and one while it starts, beside its pool.
CONNECTIONS_BESIDE_POOL = 2
# What a server of our own has more than we need: some it keeps for itself, and the operator wants psql.
RESERVED_CONNECTIONS = 5
# The server cancels a statement cleanly at its time-out; only if it does not, the client closes the connection.
SERVER_GRACE_MS = 250
# How long the pool waits after a failed attempt to connect; after the second it begins anew (`_connect_if_empty`). So
# the attempts never end. The pool grows by one attempt at a time, that one's pauses included: they add to how long it
# stays small when a fault is over.
RECONNECT_TIMEOUT_S = 0.25
POOL_MIN_SIZE = 1
# What a connection has brought from its beginning (a role's settings, the host behind a name) is renewed now and then.
MAX_LIFETIME_S = 300.0
CLOSE_TIMEOUT_S = 0.5
LOOK_AGAIN_TIMEOUT_MS = 900

# What may be done a second time, at once, on another connection: a read when its connection was lost, anything when the
# server says that it rolled back only because of what others did at the same time.
_READ_AGAIN_AFTER = frozenset(
    {ErrorCode.CONNECTION_LOST, ErrorCode.DATABASE_SHUTTING_DOWN, ErrorCode.TRANSACTION_CONFLICT}
)
_WRITE_AGAIN_AFTER = frozenset({ErrorCode.TRANSACTION_CONFLICT})

_is_starting_up: ContextVar[bool] = ContextVar("surelock_is_starting_up", default=False)


@dataclass
class _Phase:
    """How far a statement has come: whether what it changes may be committed from now on."""

    is_committing: bool = False


def pool_size(settings: Settings) -> int:
    """The connections of one process's pool, unless the server has no room for them: never more than it has threads."""
    return min(settings.pool_max_size, settings.threads)


def connections_needed(settings: Settings) -> int:
    """How many connections all processes together may hold at once."""
    return settings.web_concurrency * (pool_size(settings) + CONNECTIONS_BESIDE_POOL)


def fitting_pool_size(settings: Settings, room: int) -> int:
    """
    The size at which all processes' pools fit into *room* connections.

    Raises:
        ServiceError: setting_invalid, when POOL_MAX_SIZE was set to more than fits, or nothing does.
    """
    fits = room // settings.web_concurrency - CONNECTIONS_BESIDE_POOL
    if fits >= pool_size(settings):
        return pool_size(settings)
    sum_of_it = (
        f"{settings.web_concurrency} workers x ({pool_size(settings)} pooled + {CONNECTIONS_BESIDE_POOL} beside) ="
        f" {connections_needed(settings)} connections do not fit into the {room} that the server has for us"
    )
    if "pool_max_size" in settings.model_fields_set:
        raise ServiceError(ErrorCode.SETTING_INVALID, f"POOL_MAX_SIZE: {sum_of_it}; lower it or WEB_CONCURRENCY")
    if fits < 1:
        raise ServiceError(ErrorCode.SETTING_INVALID, f"WEB_CONCURRENCY: {sum_of_it}; lower it")
    return fits


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
        self._reachability = Reachability(is_behind_pooler=self._pooled)
        self._queue = PoolQueue(settings.threads)
        self._turns = Turns(waiters_max(settings.threads))
        self._pool = psycopg_pool.ConnectionPool(
            url,
            connection_class=BoundedConnection,
            kwargs=connection_parameters(settings, url) | {"row_factory": dict_row, "observer": self._reachability},
            min_size=POOL_MIN_SIZE,
            max_size=pool_size(settings),
            timeout=settings.pool_timeout_ms / 1000,
            # Waiters that gave up would count against it for ever, and the pool would be dead (psycopg_pool 3.3).
            max_waiting=0,
            reconnect_timeout=RECONNECT_TIMEOUT_S,
            reconnect_failed=_connect_if_empty,
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
    def is_behind_pooler(self) -> bool:
        """Whether our pool's connections lead to a pooler's."""
        return self._pooled

    @property
    def can_listen(self) -> bool:
        """Whether notifications reach us: a transaction pooler passes none on."""
        return not self._pooled or self._settings.database_direct_url is not None

    def stats(self) -> dict[str, int]:
        """psycopg_pool's own statistics, by its own names; but who gave up does not wait any more."""
        return self._pool.get_stats() | {"requests_waiting": self._queue.waiting}

    def fit_into(self, room: int) -> int | None:
        """
        Let the pool never have more than its share of the server's *room* for connections of ours.

        Returns the new size if it is a smaller one. Raises what `fitting_pool_size` does.
        """
        size = fitting_pool_size(self._settings, room)
        if size == self._pool.max_size:
            return None
        self._pool.resize(POOL_MIN_SIZE, size)
        return size

    def unobserved_settings(self) -> list[str]:
        """What the server does not observe of what it was asked to, on a pooled connection as it is used; in words.

        Waits and raises as `fetch_all`.
        """
        wanted = connection_settings(self._settings)
        rows = self.fetch_all("SELECT name, setting FROM pg_settings WHERE name = ANY(%(names)s)", {"names": [*wanted]})
        return differences(wanted, {row["name"]: int(row["setting"]) for row in rows})

    def keep_healthy(self) -> None:
        """Let an empty pool try again, renew one that was opened read-only, tell what changed; called every second.

        Waits LOOK_AGAIN_TIMEOUT_MS while the database is lost: who is asked nothing sees for itself that it is back.
        """
        if self._pool.closed:
            return
        if self._reachability.is_lost:
            with suppress(psycopg.Error, ServiceError):  # it is still lost, and that was told
                self.probe(LOOK_AGAIN_TIMEOUT_MS)
        self._reachability.tell_change()
        if self._is_read_only:
            # Its connections would say so for ever, also when the server takes writes again.
            self._is_read_only = False
            self._pool.drain()
        else:
            _connect_if_empty(self._pool)

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
            Overloaded: too many wait for a connection already (pool_queue_full); did not wait.
            QueryTimeout: the answer took too long.
            DeadlineExceeded: the request's deadline ended either wait.
            psycopg.Error: whatever else the database says.

        When the connection is lost, it is tried once more on another one.
        """
        return self._statement(query, params, timeout_ms, commits=False)

    def write(
        self,
        query: str,
        params: Parameters | None = None,
        *,
        timeout_ms: float | None = None,
        turn: Hashable | None = None,
    ) -> Sequence[DictRow]:
        """
        Run one statement that changes something and commits by itself; returns the rows it returns.

        *turn* names the row that it locks: only few statements with the same one have a connection at a time, so that
        a row which somebody keeps locked can't take the whole pool. It is tried once more when the server rolled it
        back because of what others did at the same time.

        Waits: for its turn at most POOL_TIMEOUT_MS; then as `fetch_all`.

        Raises, beside what `fetch_all` raises:
            UniqueConflict: a row with the same unique value exists.
            QueryTimeout: row_busy; the turn did not come. Nothing was sent.
            OutcomeUnknown: the connection ended before the answer came; the change may have been made or not.
        """
        with self._turns.turn(turn, self._settings.pool_timeout_ms) if turn is not None else nullcontext():
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
        """Once, or a second time if that is safe and promises something; here and nowhere else."""
        try:
            return self._attempt(query, params, timeout_ms, commits=commits)
        except psycopg.Error as exc:
            if describe(exc).code not in (_WRITE_AGAIN_AFTER if commits else _READ_AGAIN_AFTER):
                raise
        metrics.count_database_retry()
        return self._attempt(query, params, timeout_ms, commits=commits)

    def _attempt(
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
        bounds = connection_settings(self._settings) | {"statement_timeout": round(limit_ms)}
        calls = ", ".join(f"set_config('{name}', '{value_ms}ms', true)" for name, value_ms in bounds.items())
        conn.execute(f"SELECT {calls}".encode())

    def _wait_until_ready(self) -> None:
        """Until the schema is there no query makes sense; wait for it as one would for a connection."""
        if self._ready.is_set() or _is_starting_up.get():
            return
        guard(Guarded.POOL_CHECKOUT)
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
        guard(Guarded.POOL_CHECKOUT)
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
            with self._queue.place():
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
            self._reachability.answered()
        except psycopg.Error as exc:
            self._note_reachability(exc, bound)
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

    def _note_reachability(self, exc: psycopg.Error, bound: Bound) -> None:
        is_silent = isinstance(exc, NoAnswer) and not bound.is_deadline
        if is_silent or describe(exc).code in (ErrorCode.CONNECTION_LOST, ErrorCode.DATABASE_SHUTTING_DOWN):
            self._reachability.failed(exc)


def _connect_if_empty(pool: psycopg_pool.ConnectionPool[Any]) -> None:
    """Let *pool* begin to connect, unless it has a connection to give, or is at it already."""
    if pool.get_stats()["pool_available"] == 0:
        pool.check()


def _leaves_outcome_open(exc: psycopg.Error) -> bool:
    """Whether what was about to commit may have committed although it failed with *exc*.

    An SQLSTATE is the server's word that it rolled back, but for those that say it does not know (40003), that a
    pooler makes up for a server it has lost (class 08), and that end a backend which may be waiting for its replica
    with the commit behind it (57P01, 57P02).
    """
    if exc.sqlstate is not None:
        return exc.sqlstate in ("40003", "57P01", "57P02") or exc.sqlstate.startswith("08")
    return isinstance(exc, psycopg.OperationalError | psycopg.InterfaceError)
