"""The object that every query goes through, on a real server: bounded, and sure of what it knows."""

from __future__ import annotations

import itertools
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import psycopg
import pytest

from service.config import Settings, load_settings
from service.database.connection import BoundedConnection
from service.database.pool import Database
from service.errors.kinds import ErrorCode
from service.errors.types import (
    DatabaseUnavailable,
    DeadlineExceeded,
    OutcomeUnknown,
    PoolWaitTimeout,
    QueryTimeout,
    UniqueConflict,
)
from service.limits.deadline import Deadline, bounded_by
from service.telemetry.trace import start_trace, tracing
from tests.support.faults import table_locked
from tests.support.postgres import TestDatabase
from tests.support.service import SECRET_KEY, wait_for

SLACK_S = 2.0


def settings_for(url: str, **changes: object) -> Settings:
    limits: dict[str, object] = {"query_timeout_ms": 1000, "lock_timeout_ms": 500, "pool_max_size": 2}
    return load_settings(database_url=url, secret_key=SECRET_KEY, **limits | changes)


@pytest.fixture
def db(database: TestDatabase) -> Iterator[Database]:
    database.run("CREATE TABLE IF NOT EXISTS notes (id int PRIMARY KEY, text text)")
    database.run("TRUNCATE notes")
    opened = Database(database.url, settings_for(database.url))
    opened.open()
    opened.mark_ready()
    yield opened
    wait_for(lambda: opened.stats().get("pool_available", 0) >= 1, 10, "every connection is back, or replaced")
    opened.close()


def took_less_than(started: float, bound_s: float) -> None:
    assert time.monotonic() - started < bound_s + SLACK_S


def test_a_direct_connection_brings_its_bounds_as_options(db: Database) -> None:
    """The server observes them without a round trip."""
    shown = db.fetch_one(
        "SELECT current_setting('statement_timeout') AS statement, current_setting('lock_timeout') AS lock,"
        " current_setting('idle_in_transaction_session_timeout') AS idle"
    )
    assert shown == {"statement": "1s", "lock": "500ms", "idle": "3s"}


def test_options_in_the_url_are_kept(database: TestDatabase) -> None:
    """Some hosts route by them."""
    url = f"{database.url}&options=-c%20work_mem%3D7MB"
    opened = Database(url, settings_for(url))
    opened.open()
    opened.mark_ready()
    shown = opened.fetch_one("SELECT current_setting('work_mem') AS theirs, current_setting('lock_timeout') AS ours")
    opened.close()
    assert shown == {"theirs": "7MB", "ours": "500ms"}


def test_a_statement_that_takes_too_long_is_a_query_timeout_and_keeps_its_connection(db: Database) -> None:
    """The server cancels it, cleanly."""
    started = time.monotonic()
    with pytest.raises(QueryTimeout) as failed:
        db.fetch_one("SELECT pg_sleep(30)")
    took_less_than(started, 1.0)
    assert failed.value.code is ErrorCode.STATEMENT_TIMEOUT
    assert db.stats().get("returns_bad", 0) == 0


def test_a_query_can_have_a_shorter_limit_of_its_own(db: Database) -> None:
    """And the next one on the same connection has the usual one again."""
    started = time.monotonic()
    with pytest.raises(QueryTimeout) as failed:
        db.fetch_one("SELECT pg_sleep(30)", timeout_ms=200)
    took_less_than(started, 0.2)
    assert failed.value.code is ErrorCode.STATEMENT_TIMEOUT
    assert db.fetch_one("SELECT current_setting('statement_timeout') AS limit") == {"limit": "1s"}


def test_a_locked_row_and_other_errors_are_told_apart_from_a_timeout(db: Database, database: TestDatabase) -> None:
    """An operator looks elsewhere for each of them."""
    with table_locked(database, "notes"), pytest.raises(psycopg.errors.LockNotAvailable):
        db.fetch_one("SELECT * FROM notes")
    with pytest.raises(psycopg.errors.UndefinedTable):
        db.fetch_one("SELECT * FROM nothing")
    db.write("INSERT INTO notes VALUES (1, 'first')")
    with pytest.raises(UniqueConflict) as conflict:
        db.write("INSERT INTO notes VALUES (1, 'second')")
    assert conflict.value.constraint == "notes_pkey"


def test_the_deadline_ends_a_query_and_the_pool_refills(db: Database) -> None:
    """The connection is given up, since nobody waits for its answer any more."""
    started = time.monotonic()
    with bounded_by(Deadline.after_ms(300)), pytest.raises(DeadlineExceeded) as failed:
        db.fetch_one("SELECT pg_sleep(0.9)")
    took_less_than(started, 0.3)
    assert failed.value.code is ErrorCode.DEADLINE_IN_QUERY
    assert [db.fetch_one("SELECT 1 AS one") for _ in range(4)] == [{"one": 1}] * 4


def test_what_has_no_time_left_is_not_begun(db: Database) -> None:
    """No query for a client that has gone."""
    trace = start_trace(None)
    with tracing(trace), bounded_by(Deadline.after_ms(-1)), pytest.raises(DeadlineExceeded):
        db.fetch_one("SELECT 1")
    assert trace.waits.db_queries == 0


def test_a_full_pool_is_a_bounded_wait(database: TestDatabase) -> None:
    """Its waiters are told, and its connections come back."""
    opened = Database(database.url, settings_for(database.url, pool_max_size=1, pool_timeout_ms=300))
    opened.open()
    opened.mark_ready()
    busy = threading.Thread(target=lambda: opened.fetch_one("SELECT pg_sleep(0.9)"))
    busy.start()
    sleeping = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep(0.9)%' AND state = 'active'"
    wait_for(lambda: database.run(sleeping) == [(1,)], 5, "the connection is in use")
    started = time.monotonic()
    with pytest.raises(PoolWaitTimeout):
        opened.fetch_one("SELECT 1")
    took_less_than(started, 0.3)
    busy.join(timeout=10)
    assert opened.fetch_one("SELECT 1 AS one") == {"one": 1}
    opened.close()


def test_before_the_schema_is_there_queries_wait_and_are_then_refused(database: TestDatabase) -> None:
    """As they would wait for a connection; the reason is told."""
    opened = Database(database.url, settings_for(database.url, pool_timeout_ms=200))
    opened.open()
    with pytest.raises(DatabaseUnavailable) as failed:
        opened.fetch_one("SELECT 1")
    assert failed.value.code is ErrorCode.DATABASE_STARTING
    with opened.starting_up():
        assert opened.fetch_one("SELECT 1 AS one") == {"one": 1}
    opened.close()


@contextmanager
def killed_while_running(database: TestDatabase, query: str) -> Iterator[None]:
    """The server process that runs *query* in the body is killed, without a word to its client; then all recover."""

    def terminate() -> None:
        find = "SELECT pid FROM pg_stat_activity WHERE query LIKE %s AND state = 'active' AND pid <> pg_backend_pid()"
        wait_for(lambda: database.run(find, f"%{query}%"), 10, "the statement runs")
        ((pid,),) = database.run(find, f"%{query}%")
        os.kill(pid, 9)

    thread = threading.Thread(target=terminate)
    thread.start()
    yield
    thread.join(timeout=20)
    wait_for(lambda: _answers(database), 20, "the server has recovered")


def _answers(database: TestDatabase) -> bool:
    try:
        return database.run("SELECT 1") == [(1,)]
    except psycopg.OperationalError:
        return False


def test_a_write_whose_connection_breaks_has_an_unknown_outcome(db: Database, database: TestDatabase) -> None:
    """It may have been made: "try again" would be a guess."""
    with killed_while_running(database, "INSERT INTO notes SELECT 2"), pytest.raises(OutcomeUnknown) as failed:
        db.write("INSERT INTO notes SELECT 2, pg_sleep(0.9)::text")
    assert failed.value.code.retryable is False
    assert failed.value.retry_after_s is None


def test_a_read_whose_connection_breaks_has_not(db: Database, database: TestDatabase) -> None:
    """It changed nothing: whatever became of its second try, its outcome is no riddle."""
    with killed_while_running(database, "SELECT 3, pg_sleep"), suppress(PoolWaitTimeout, psycopg.OperationalError):
        db.fetch_one("SELECT 3, pg_sleep(0.9)")


def test_a_write_that_the_deadline_ends_has_an_unknown_outcome_and_one_that_the_server_refused_has_not(
    db: Database, database: TestDatabase
) -> None:
    """Only the server's own word makes it certain."""
    with bounded_by(Deadline.after_ms(200)), pytest.raises(OutcomeUnknown):
        db.write("INSERT INTO notes SELECT 4, pg_sleep(0.9)::text")
    with table_locked(database, "notes"), pytest.raises(psycopg.errors.LockNotAvailable):
        db.write("INSERT INTO notes VALUES (5, 'five')")
    with pytest.raises(QueryTimeout):
        db.write("INSERT INTO notes SELECT 6, pg_sleep(30)::text")
    assert database.run("SELECT id FROM notes WHERE id IN (5, 6)") == []


def test_a_connection_that_the_server_hung_up_on_is_not_used(db: Database, database: TestDatabase) -> None:
    """After a restart the whole pool is like that, and nobody should notice."""
    db.write("INSERT INTO notes VALUES (7, 'seven')")
    ends = (
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
        " WHERE datname = current_database() AND application_name = 'surelock'"
    )
    assert database.run(ends) >= [(1,)]
    gone = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'surelock'"
    wait_for(lambda: database.run(gone) == [(0,)], 5, "they have ended")
    db.write("INSERT INTO notes VALUES (8, 'eight')")
    assert database.run("SELECT count(*) FROM notes WHERE id IN (7, 8)") == [(2,)]


def test_a_pool_that_was_opened_read_only_is_renewed(db: Database, database: TestDatabase) -> None:
    """After a fail-over the pool would go on refusing writes that the server takes again."""
    setting = f'ALTER DATABASE "{database.name}" SET default_transaction_read_only'
    database.run(f"{setting} = on")
    renewed = Database(database.url, settings_for(database.url, pool_max_size=1))
    renewed.open()
    renewed.mark_ready()
    with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
        renewed.write("INSERT INTO notes VALUES (9, 'nine')")
    with psycopg.connect(database.url, options="-c default_transaction_read_only=off", autocommit=True) as operator:
        operator.execute(f"{setting} = off".encode())
    renewed.keep_healthy()  # what the metrics thread does every second
    renewed.write("INSERT INTO notes VALUES (9, 'nine')")
    renewed.close()


def test_a_write_that_waits_for_its_replica_when_it_is_ended_has_an_unknown_outcome(
    db: Database, database: TestDatabase
) -> None:
    """It has committed here already, and the server says so only in a warning."""
    database.run("ALTER SYSTEM SET synchronous_standby_names = 'nobody'")
    database.run("SELECT pg_reload_conf()")
    waiting = "SELECT pid FROM pg_stat_activity WHERE wait_event = 'SyncRep'"

    def end() -> None:
        wait_for(lambda: database.run(waiting), 10, "the commit waits for its replica")
        database.run(f"SELECT pg_terminate_backend(({waiting}))")

    ender = threading.Thread(target=end)
    ids = itertools.count(10)

    def write_until_one_waits() -> None:
        """The server takes its time to read the setting; until then a write is nothing special."""
        while ender.is_alive():
            db.write("INSERT INTO notes VALUES (%(id)s, 'waits')", {"id": next(ids)})

    ender.start()
    try:
        with pytest.raises(OutcomeUnknown):
            write_until_one_waits()
    finally:
        ender.join(timeout=20)
        with psycopg.connect(database.url, autocommit=True) as operator:
            operator.execute("SET synchronous_commit = local")
            operator.execute("ALTER SYSTEM RESET synchronous_standby_names")
            operator.execute("SELECT pg_reload_conf()")
    assert database.run("SELECT 10 + count(*) FROM notes WHERE text = 'waits'") == [(next(ids),)], "and none is lost"


def test_a_database_must_not_cross_a_fork(db: Database) -> None:
    """Two processes on one connection read each other's answers."""
    child = os.fork()
    if child == 0:  # in the child: report by the exit status, and never return into pytest
        try:
            db.fetch_one("SELECT 1")
        except RuntimeError:
            os._exit(0)
        finally:
            os._exit(1)
    _pid, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0


def test_the_private_name_that_bounds_a_wait_is_where_we_expect_it() -> None:
    """psycopg is pinned to a minor version for it; a new one has to be looked at."""
    assert issubclass(psycopg.errors._WaitTimeout, psycopg.OperationalError)
    assert BoundedConnection.wait is not psycopg.Connection.wait
