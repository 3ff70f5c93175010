"""What the pool does when the server stands still, hangs up, or when too many want the same: on a real server."""

from __future__ import annotations

import inspect
import os
import re
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial

import psycopg
import psycopg_pool
import pytest

from service.config import load_settings
from service.database.connection import CLEAN_UP_S, BoundedConnection, NoAnswer, direct_parameters, waiting_until
from service.database.embedded import EmbeddedPostgres
from service.database.pool import Database
from service.database.pool_queue import STUCK_AFTER_S
from service.errors.kinds import ErrorCode
from service.errors.types import DeadlineExceeded, OutcomeUnknown, Overloaded, PoolWaitTimeout, QueryTimeout
from service.limits.deadline import Deadline, bounded_by
from service.telemetry.trace import RequestTrace, start_trace, tracing
from tests.support.pgbouncer import pgbouncer
from tests.support.postgres import TestDatabase
from tests.support.service import ROOT, SECRET_KEY, wait_for
from tests.unit.threads import LIMIT_S, in_thread

BOUND_S = 0.25  # within which a thread is back after its deadline
SLACK_S = 1.5


@pytest.fixture(scope="module", params=["direct", "transaction"])
def url(request: pytest.FixtureRequest, server: EmbeddedPostgres, database: TestDatabase) -> Iterator[str]:
    """The database, and the same through PgBouncer."""
    database.run("CREATE TABLE IF NOT EXISTS notes (id int PRIMARY KEY, text text)")
    if request.param == "direct":
        yield database.url
        return
    with pgbouncer(server, database, server_login_retry="1", default_pool_size="4") as pooler_url:
        yield pooler_url


@pytest.fixture
def db(url: str) -> Iterator[Database]:
    with opened(url) as database:
        yield database


@contextmanager
def opened(url: str, **changes: object) -> Iterator[Database]:
    """The service's object for the database, with a metrics thread's health turns."""
    limits: dict[str, object] = {"query_timeout_ms": 1000, "lock_timeout_ms": 500, "pool_max_size": 4}
    pooler = {"database_pooler": "transaction"} if "@127.0.0.1" in url else {}
    database = Database(url, load_settings(database_url=url, secret_key=SECRET_KEY, **limits | pooler | changes))
    ended = threading.Event()

    def keep_healthy() -> None:
        while not ended.wait(timeout=1.0):
            database.keep_healthy()

    thread = threading.Thread(target=keep_healthy)
    database.open()
    database.mark_ready()
    thread.start()
    try:
        yield database
    finally:
        ended.set()
        thread.join(timeout=10)
        database.close()


@contextmanager
def frozen(database: TestDatabase) -> Iterator[None]:
    """Every server process that works for somebody stands still in the body; connections stay open."""
    find = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    pids = [pid for (pid,) in database.run(find)]
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)


def traced(work: Callable[[], object]) -> RequestTrace:
    """What *work* waited for."""
    trace = start_trace(None)
    with tracing(trace):
        work()
    return trace


# A server that stands still


def test_threads_are_back_at_their_deadline_and_the_pool_at_its_capacity(db: Database, database: TestDatabase) -> None:
    """However many there are, and whatever they were doing."""
    busy = [in_thread(partial(db.fetch_one, "SELECT pg_sleep(0.2)")) for _ in range(4)]
    for each in busy:
        each.result(timeout=LIMIT_S)

    def ask(number: int) -> float:
        query = (
            partial(db.write, "INSERT INTO notes VALUES (1, 'one') ON CONFLICT DO NOTHING")
            if number % 2
            else partial(db.fetch_one, "SELECT")
        )
        deadline = Deadline.after_ms(700)
        # A connection that is made meanwhile is a new process, which does not stand still.
        with bounded_by(deadline), suppress(DeadlineExceeded, OutcomeUnknown, PoolWaitTimeout, Overloaded):
            query()
        return -deadline.remaining_s()

    with frozen(database):
        late_s = [each.result(timeout=LIMIT_S) for each in [in_thread(partial(ask, n)) for n in range(12)]]
    assert max(late_s) < BOUND_S + SLACK_S
    started = time.monotonic()
    wait_for(lambda: _all_answer(db), 10, "four at a time are served")
    assert time.monotonic() - started < 2.0 + SLACK_S


def _all_answer(db: Database) -> bool:
    asked = [in_thread(partial(db.fetch_one, "SELECT pg_sleep(0.2), 1 AS one")) for _ in range(4)]
    started = time.monotonic()
    with suppress(PoolWaitTimeout, QueryTimeout, Overloaded, psycopg.Error):
        return all(each.result(timeout=LIMIT_S) for each in asked) and time.monotonic() - started < 2.0
    return False


def _commit(conn: BoundedConnection) -> None:
    conn.commit()


def _in_transaction(conn: BoundedConnection) -> None:
    with conn.transaction():
        conn.execute("SELECT 1")


def _listen(conn: BoundedConnection) -> None:
    conn.execute("LISTEN nothing")
    for _ in conn.notifies(timeout=30, stop_after=1):
        pass


@pytest.mark.parametrize(
    "operation",
    [
        lambda conn: conn.execute("SELECT 1"),
        lambda conn: conn.execute("SELECT 1", prepare=True),
        lambda conn: conn.cursor().executemany("SELECT %s", [(1,), (2,)]),
        lambda conn: conn.rollback(),
        _commit,
        _in_transaction,
        _listen,
    ],
    ids=["execute", "prepare", "executemany", "rollback", "commit", "transaction", "listen"],
)
def test_everything_that_a_connection_can_wait_for_has_an_end(
    database: TestDatabase, operation: Callable[[BoundedConnection], object]
) -> None:
    """All of psycopg goes through `wait`; one way round it would be a thread that never comes back."""
    settings = load_settings(database_url=database.url, secret_key=SECRET_KEY)
    parameters = direct_parameters(settings, database.url) | {"autocommit": False}
    with BoundedConnection.connect(database.url, **parameters) as conn:
        conn.execute("SELECT 1")  # so that there is something to commit
        if operation is _in_transaction or operation is _listen:
            conn.commit()
        with frozen(database):
            started = time.monotonic()
            with waiting_until(started + 0.3), pytest.raises(NoAnswer):
                operation(conn)
            assert time.monotonic() - started < 0.3 + CLEAN_UP_S + SLACK_S
        assert conn.closed


def test_many_waits_after_the_end_do_not_add_up(database: TestDatabase) -> None:
    """A rollback that follows what took too long has its moment, and ten of them have the same one."""
    parameters = direct_parameters(load_settings(database_url=database.url, secret_key=SECRET_KEY), database.url)
    with BoundedConnection.connect(database.url, **parameters) as conn:
        until = time.monotonic() + CLEAN_UP_S * 1.5
        rounds = 0
        with waiting_until(until), suppress(NoAnswer):
            while time.monotonic() < until + LIMIT_S:
                conn.execute("SELECT pg_sleep(0.01)")
                rounds += 1
        assert rounds
        assert until <= time.monotonic() < until + BOUND_S + SLACK_S
        assert conn.closed


# A connection that is lost


@pytest.fixture
def patient(url: str) -> Iterator[Database]:
    """Its statements are seen while they run, and end for no other reason than that their connection is lost."""
    with opened(url, query_timeout_ms=5000) as database:
        yield database


@contextmanager
def lost_while_running(database: TestDatabase, query: str, times: int = 1) -> Iterator[None]:
    """The server ends the connection that runs *query* in the body, *times* one after another."""
    find = "SELECT pid FROM pg_stat_activity WHERE query LIKE %s AND state = 'active' AND pid <> pg_backend_pid()"
    ended: set[int] = set()

    def end_them() -> None:
        for _ in range(times):
            wait_for(lambda: {pid for (pid,) in database.run(find, f"%{query}%")} - ended, 10, "it runs")
            for (pid,) in database.run(find, f"%{query}%"):
                ended.add(pid)
                database.run("SELECT pg_terminate_backend(%s)", pid)

    ending = in_thread(end_them)
    yield
    ending.result(timeout=LIMIT_S)


def test_a_read_whose_connection_is_lost_is_tried_once_more(patient: Database, database: TestDatabase) -> None:
    """A restart of a pooler or a fail-over is no reason for a failure, where a second try promises something."""
    rows: list[object] = []
    with lost_while_running(database, "SELECT 11 AS once"):
        trace = traced(lambda: rows.append(patient.fetch_one("SELECT 11 AS once, pg_sleep(1.5)::text")))
    assert rows == [{"once": 11, "pg_sleep": ""}]
    assert trace.waits.db_queries == 2


def test_it_is_tried_once_and_not_for_ever(patient: Database, database: TestDatabase) -> None:
    """A statement that ends its server process would end one after the other."""
    with lost_while_running(database, "SELECT 12 AS twice", times=2), pytest.raises(psycopg.Error):
        patient.fetch_one("SELECT 12 AS twice, pg_sleep(1.5)::text")


def test_a_write_whose_connection_is_lost_is_not_tried_again(patient: Database, database: TestDatabase) -> None:
    """It may have been made; with a pooler in between, it has not been committed, and is not tried all the same."""
    queries = 0

    def write() -> None:
        with pytest.raises((OutcomeUnknown, psycopg.Error)):
            patient.write("INSERT INTO notes SELECT 13, pg_sleep(1.5)::text")

    with lost_while_running(database, "INSERT INTO notes SELECT 13"):
        queries = traced(write).waits.db_queries
    assert queries == 1
    assert database.run("SELECT 1 FROM notes WHERE id = 13") == []


def test_what_our_own_limits_ended_is_not_tried_again(db: Database) -> None:
    """There would be no end."""

    def read() -> None:
        with pytest.raises(QueryTimeout):
            db.fetch_one("SELECT pg_sleep(30)")

    assert traced(read).waits.db_queries == 1


@pytest.mark.parametrize("sqlstate", ["40001", "40P01"])
def test_what_the_server_rolled_back_because_of_others_is_tried_once_more(
    db: Database, database: TestDatabase, sqlstate: str
) -> None:
    """Nothing was changed, and the others have gone on meanwhile."""
    database.run("DROP SEQUENCE IF EXISTS tries; CREATE SEQUENCE tries")
    database.run(
        "CREATE OR REPLACE FUNCTION fail_at_first(state text, times int) RETURNS text LANGUAGE plpgsql AS $$"
        " BEGIN IF nextval('tries') <= times THEN RAISE 'again' USING ERRCODE = state; END IF;"
        " RETURN 'made'; END $$"
    )
    database.run("DELETE FROM notes")
    query = "INSERT INTO notes SELECT 14, fail_at_first(%(state)s, %(times)s) RETURNING text"
    made = db.write(query, {"state": sqlstate, "times": 1})
    assert [row["text"] for row in made] == ["made"]
    with pytest.raises(psycopg.Error) as failed:
        db.write(query, {"state": sqlstate, "times": 9})
    assert failed.value.sqlstate == sqlstate
    assert database.run("SELECT last_value FROM tries") == [(4,)]


# Too many


def test_when_no_connection_comes_half_of_the_threads_wait_and_others_are_refused_at_once(url: str) -> None:
    """The other half has other things to do; and afterwards all is as before."""
    with opened(url, pool_max_size=1, threads=4, pool_timeout_ms=1500, query_timeout_ms=4000) as db:
        busy = in_thread(partial(db.fetch_one, "SELECT pg_sleep(2.5)"))
        wait_for(lambda: db.stats().get("pool_available") == 0, 5, "the connection is in use")
        time.sleep(0.1)
        waiting = [in_thread(partial(db.fetch_one, "SELECT 1")) for _ in range(2)]
        wait_for(lambda: db.stats()["requests_waiting"] == 2, 5, "two wait")
        time.sleep(STUCK_AFTER_S + 0.05)
        with pytest.raises(Overloaded) as refused:
            db.fetch_one("SELECT 1")
        assert not any(each.done() for each in waiting), "refused before those who wait are"
        assert refused.value.code is ErrorCode.POOL_QUEUE_FULL
        for each in waiting:
            with pytest.raises(PoolWaitTimeout):
                each.result(timeout=LIMIT_S)
        busy.result(timeout=LIMIT_S)
        burst = [in_thread(partial(db.fetch_one, "SELECT 1 AS one")) for _ in range(4)]
        assert [each.result(timeout=LIMIT_S) for each in burst] == [{"one": 1}] * 4


# What the server was asked to observe


def test_the_server_observes_what_it_was_asked_to(db: Database) -> None:
    """On a connection as it is used: by options, or in each transaction."""
    assert db.unobserved_settings() == []


def test_a_pooler_that_was_not_declared_and_swallows_options_is_told(
    server: EmbeddedPostgres, database: TestDatabase
) -> None:
    """Its settings would be the server's own: no limit at all."""
    with (
        pgbouncer(server, database, ignore_startup_parameters="options") as url,
        opened(url, database_pooler="none") as db,
    ):
        problems = db.unobserved_settings()
    assert len(problems) == 4
    assert problems[0] == (
        "statement_timeout: the server observes 0 ms instead of 1000 ms; is there a pooler in between?"
    )


# What all of this stands on


def test_psycopg_is_as_we_know_it_and_pinned() -> None:
    """`wait` and a private name bound everything; a version that was not looked at must not be installed."""
    parameters = inspect.signature(psycopg.Connection.wait).parameters
    assert [*parameters] == ["self", "gen", "interval", "timeout"]
    assert parameters["timeout"].default is None
    assert issubclass(psycopg.errors._WaitTimeout, psycopg.OperationalError)
    assert [*inspect.signature(psycopg_pool.ConnectionPool.resize).parameters] == ["self", "min_size", "max_size"]
    requirements = (ROOT / "setup.cfg").read_text()
    for package, module in (("psycopg[binary]", psycopg), ("psycopg-pool", psycopg_pool)):
        major, minor = (int(part) for part in module.__version__.split(".")[:2])
        pin = re.search(
            rf"^ *{re.escape(package)}>=({major}\.{minor}[.0-9]*),<({major}\.{minor + 1})$", requirements, re.M
        )
        assert pin is not None, f"{package} {module.__version__} is not what setup.cfg pins"
