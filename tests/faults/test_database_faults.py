"""The database fails in every way we know, directly and behind PgBouncer: each answer has a name and comes in time.

While it lasts whoever does not need the database notices nothing; when it is over nobody does.
"""

from __future__ import annotations

import os
import pwd
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from service.database.embedded import EmbeddedPostgres
from tests.support import fault_proxy
from tests.support.fault_proxy import Fault
from tests.support.fault_site import (
    CHEAP_WITHIN_S,
    DEADLINE_S,
    RECOVERED_WITHIN_S,
    SLACK_S,
    USERS,
    Answer,
    FaultSite,
    codes,
)
from tests.support.faults import stopped, table_locked
from tests.support.postgres import server_account, state_folder
from tests.support.processes import with_children
from tests.support.service import wait_for

CROWD = 20
RESTARTED_WITHIN_S = 20.0
TABLESPACE_BYTES = 1_048_576

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a disk of a given size")


# Faults of the server itself


def server_processes(site: FaultSite) -> list[int]:
    """The postmaster, then all its children."""
    ((backend,),) = site.database.run("SELECT pg_backend_pid()")
    return [pid for pid in with_children(site.database.postmaster_pid()) if pid != backend]


@contextmanager
def server_frozen(site: FaultSite) -> Iterator[None]:
    with stopped(server_processes(site)):
        yield


@contextmanager
def users_locked(site: FaultSite) -> Iterator[None]:
    with table_locked(site.database, "users"):
        yield


@contextmanager
def no_slot_free(site: FaultSite) -> Iterator[None]:
    """Others hold every connection that the server takes, those of the service included."""
    with ExitStack() as theirs:
        admin = theirs.enter_context(psycopg.connect(site.database.url, autocommit=True))
        pids = [admin.info.backend_pid]
        end_others = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE pid <> ALL(%s)"
        end_others += " AND backend_type = 'client backend'"
        give_up_at = time.monotonic() + 20
        while admin.execute(end_others, [pids]).fetchone() != (0,):
            assert time.monotonic() < give_up_at, "the service always finds a slot"
            with suppress(psycopg.OperationalError):
                while True:
                    taken = theirs.enter_context(psycopg.connect(site.database.url, autocommit=True))
                    pids.append(taken.info.backend_pid)
        yield


@contextmanager
def read_only(site: FaultSite) -> Iterator[None]:
    _alter_system(site, "default_transaction_read_only", "on")
    try:
        yield
    finally:
        _alter_system(site, "default_transaction_read_only", "off")


def _alter_system(site: FaultSite, name: str, value: str) -> None:
    with psycopg.connect(
        site.database.url, autocommit=True, options="-c default_transaction_read_only=off"
    ) as operator:
        operator.execute(f"ALTER SYSTEM SET {name} = '{value}'".encode())
        operator.execute("SELECT pg_reload_conf()")
    wait_for(lambda: site.database.run(f"SHOW {name}") == [(value,)], 5, f"the server has read {name}")


def on_the_way(fault: Fault, site: FaultSite) -> AbstractContextManager[None]:
    return site.proxy.failing(fault)


@dataclass(frozen=True)
class Outage:
    """A fault with which nothing can be done in the database, and the names that it may have.

    Which of the names a request gets depends on which of its waits the fault meets first.
    """

    begin: Callable[[FaultSite], AbstractContextManager[None]]
    codes: frozenset[str]
    is_unready: bool = True


WAITED_FOR_CONNECTION = {"pool_wait_timeout", "deadline_in_pool", "pool_queue_full"}
NOTHING_COMES = frozenset(WAITED_FOR_CONNECTION | {"no_answer", "deadline_in_query", "outcome_unknown"})
HUNG_UP = frozenset(WAITED_FOR_CONNECTION | {"connection_lost", "outcome_unknown"})

OUTAGES = {
    "blackhole": Outage(partial(on_the_way, fault_proxy.BLACKHOLE), NOTHING_COMES),
    "requests lost": Outage(partial(on_the_way, fault_proxy.REQUESTS_LOST), NOTHING_COMES),
    "answers lost": Outage(partial(on_the_way, fault_proxy.ANSWERS_LOST), NOTHING_COMES),
    "latency": Outage(partial(on_the_way, Fault(latency_s=6.0)), NOTHING_COMES),
    "reset": Outage(partial(on_the_way, fault_proxy.RESET), HUNG_UP),
    "refused": Outage(partial(on_the_way, fault_proxy.REFUSED), HUNG_UP),
    "cut": Outage(partial(on_the_way, Fault(cut_after_bytes=10)), HUNG_UP),
    "server frozen": Outage(server_frozen, NOTHING_COMES),
    # Directly there is no connection; PgBouncer takes ours, and has none itself.
    "no slot free": Outage(
        no_slot_free,
        NOTHING_COMES | HUNG_UP | {"connections_exhausted", "database_shutting_down"},
        is_unready=False,
    ),
    "users locked": Outage(
        users_locked,
        frozenset(WAITED_FOR_CONNECTION | {"row_lock_timeout", "statement_timeout", "row_busy"}),
        is_unready=False,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", OUTAGES)
def test_an_outage_has_a_name_and_a_bound_and_leaves_nothing_behind(site: FaultSite, name: str) -> None:
    """The predecessor waited 15 minutes for each of these, in every thread."""
    outage = OUTAGES[name]
    with outage.begin(site), site.cheap_endpoints_answering(), site.asking() as asked:
        if outage.is_unready:
            site.wait_until_unready()
        answers = [future.result() for future in asked]
    for answer in answers:
        answer.assert_bounded()
        assert answer.is_outage, answer
        assert answer.code in outage.codes, answer
        assert answer.retryable is (answer.code != "outcome_unknown")
    site.assert_recovered()


@pytest.mark.parametrize("fault", [fault_proxy.BLACKHOLE, fault_proxy.ANSWERS_LOST], ids=["blackhole", "answers lost"])
def test_an_answer_that_never_comes_to_a_running_statement_is_given_up(site: FaultSite, fault: Fault) -> None:
    """The server works on, and has nobody to tell."""
    with site.cheap_endpoints_answering():
        with table_locked(site.database, "users"):
            with site.asking() as asked:
                wait_for(lambda: site.waiting_for_locks() >= 1, SLACK_S, "a statement runs")
                site.proxy.set(fault)
            answers = [future.result() for future in asked]
        site.proxy.set(fault_proxy.NONE)
    for answer in answers:
        answer.assert_bounded()
        assert answer.is_outage, answer
        assert answer.code in NOTHING_COMES | {"row_lock_timeout", "statement_timeout"}, answer
    site.assert_recovered()


@pytest.mark.parametrize("name", ["blackhole", "refused", "users locked"])
def test_an_outage_is_no_wrong_password(site: FaultSite, name: str) -> None:
    """A service once counted one as such, and locked everybody out when the database came back."""
    with OUTAGES[name].begin(site), ThreadPoolExecutor(10) as clients:
        attempts = [clients.submit(site.login, "dora", "a wrong password") for _ in range(15)]
        attempts += [clients.submit(site.login, "dora") for _ in range(15)]
        answers = [attempt.result() for attempt in attempts]
    assert {answer.status for answer in answers} <= {503, 504}
    wait_for(lambda: site.login("dora").status == 200, RECOVERED_WITHIN_S + SLACK_S, "the right password is right")
    assert site.login("dora", "a wrong password").code == "credentials_invalid"
    site.assert_recovered()


def test_frozen_backends_are_replaced_while_they_are_frozen(site: FaultSite) -> None:
    """A process of the server that hangs is no outage of the server."""
    assert site.login("anna").status == 200
    _postmaster, *children = server_processes(site)
    ((backends,),) = site.database.run(
        "SELECT array_agg(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    with stopped([pid for pid in children if pid in backends]), site.cheap_endpoints_answering():
        for answer in site.ask():
            answer.assert_bounded()
            assert answer.code in NOTHING_COMES | {None, "credentials_invalid"}, answer
        wait_for(
            lambda: {answer.status for answer in site.ask()} == {200, 201, 401},
            DEADLINE_S + SLACK_S,
            "new connections serve everybody",
        )
    site.assert_recovered()


@pytest.mark.parametrize("sig", [signal.SIGQUIT, signal.SIGKILL], ids=["immediate", "killed"])
def test_a_server_that_restarts_is_used_again_by_itself(site: FaultSite, sig: signal.Signals) -> None:
    """Mid-query, without a word to its clients."""
    postmaster, *_children = server_processes(site)
    with site.cheap_endpoints_answering(), ExitStack() as held:
        with suppress(psycopg.OperationalError):  # the lock's own connection ends, too
            held.enter_context(table_locked(site.database, "users"))
            with site.asking() as asked:
                wait_for(lambda: site.waiting_for_locks() >= 1, SLACK_S, "a statement runs")
                os.kill(postmaster, sig)
        with suppress(psycopg.OperationalError):
            held.close()
        for future in asked:
            answer = future.result()
            answer.assert_bounded()
            # Some asked late enough to be served by the server that came back.
            assert answer.is_outage or answer.status in (200, 201, 401), answer
            if answer.is_outage:
                # PgBouncer lets its clients wait for the server.
                assert answer.code in HUNG_UP | NOTHING_COMES | {"database_shutting_down", "database_starting"}, answer
        wait_for(lambda: _answers(site), RESTARTED_WITHIN_S, "the server is back")
    site.assert_recovered()


def _answers(site: FaultSite) -> bool:
    try:
        return site.database.run("SELECT 1") == [(1,)]
    except psycopg.OperationalError:
        return False


OURS = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'surelock%'"
END_ALL = OURS.replace("pid", "count(pg_terminate_backend(pid))", 1)
END_WAITING = f"{END_ALL} AND wait_event_type = 'Lock'"


def test_nobody_notices_that_idle_backends_were_terminated(site: FaultSite) -> None:
    """An operator cleans up, or a fail-over is over."""
    idle = [pid for (pid,) in site.database.run(OURS)]
    site.database.run(END_ALL)
    wait_for(lambda: not {pid for (pid,) in site.database.run(OURS)} & set(idle), 5, "they have ended")
    assert [answer.status for answer in site.ask()] == [200, 200, 401, 401, 201]
    site.assert_recovered()


def test_a_statement_whose_backend_is_terminated_is_told_at_once(site: FaultSite) -> None:
    """And whether it was done is not guessed."""
    started = time.monotonic()
    with row_locked(site, "anna"), ThreadPoolExecutor(1) as clients:
        login = clients.submit(site.login, "anna")
        wait_for(lambda: site.waiting_for_locks() == 1, SLACK_S, "the statement runs")
        site.database.run(END_WAITING)
        answer = login.result()
    assert time.monotonic() - started <= 1.0 + SLACK_S
    assert answer.code in {"outcome_unknown", "database_shutting_down", "connection_lost"}, answer
    assert answer.status == 503
    site.assert_recovered()


# One row, one table


@contextmanager
def row_locked(site: FaultSite, username: str) -> Iterator[None]:
    """Nobody else can change the row of that user in the body."""
    with psycopg.connect(site.database.url) as conn:
        conn.execute("SELECT 1 FROM users WHERE username = %s FOR UPDATE", [username])
        yield
        conn.rollback()


def test_a_locked_row_delays_only_its_user(site: FaultSite) -> None:
    """Somebody left a transaction open in psql; those who wait for that row must not take every connection."""
    with row_locked(site, "anna"), site.cheap_endpoints_answering(), ThreadPoolExecutor(8) as clients:
        delayed = [clients.submit(site.login, "anna") for _ in range(8)]
        wait_for(lambda: site.waiting_for_locks() >= 1, SLACK_S, "the row is waited for")
        while not all(login.done() for login in delayed):
            for other in USERS[1:]:
                answer = site.login(other)
                assert (answer.status, answer.code) == (200, None)
                assert answer.took_s <= CHEAP_WITHIN_S + SLACK_S
        answers = [login.result() for login in delayed]
    for answer in answers:
        answer.assert_bounded()
        assert answer.kind in {"database_timeout", "deadline_exceeded"}, answer
    site.assert_recovered()


def test_twenty_clients_on_a_full_pool_are_all_answered_in_time(site: FaultSite) -> None:
    """Those that no connection is left for are refused; a thread is left to say so."""
    names = [f"crowd-{number}" for number in range(CROWD)]
    for name in names:
        site.register(name)  # the second way round they are there already
    with psycopg.connect(site.database.url) as holder, site.cheap_endpoints_answering():
        holder.execute("LOCK TABLE sessions IN SHARE ROW EXCLUSIVE MODE")
        with ThreadPoolExecutor(CROWD) as clients:
            answers = list(clients.map(site.login, names))
        holder.rollback()
    for answer in answers:
        answer.assert_bounded()
        assert answer.is_outage, answer
    # Whose connection came late, when the first ones' LOCK_TIMEOUT_MS was over, may meet the deadline in the statement;
    # without a pooler that is sent together with its commit.
    ends = {"row_lock_timeout", "statement_timeout", "in_flight_limit", "deadline_in_query"}
    if not site.is_pooled:
        ends.add("outcome_unknown")
    assert set(codes(answers)) <= WAITED_FOR_CONNECTION | ends
    at_once = [answer for answer in answers if answer.code == "in_flight_limit"]
    assert all(answer.took_s <= CHEAP_WITHIN_S + SLACK_S for answer in at_once)
    site.assert_recovered()


def test_a_deadlock_is_no_failure_of_the_service(site: FaultSite) -> None:
    """Somebody's maintenance takes our locks in another order; the server ends one of us, and it is us."""
    _alter_system(site, "deadlock_timeout", "100ms")
    with psycopg.connect(site.database.url) as other, ThreadPoolExecutor(1) as clients:
        other.execute("SET deadlock_timeout = '60s'")
        other.execute("LOCK TABLE sessions IN SHARE ROW EXCLUSIVE MODE")
        login = clients.submit(site.login, "bert")
        wait_for(lambda: site.waiting_for_locks() == 1, SLACK_S, "the login has the row and wants the table")
        other.execute("UPDATE users SET last_login_at = now() WHERE username = 'bert'")
        other.rollback()
        answer = login.result()
    _alter_system(site, "deadlock_timeout", "1s")
    answer.assert_bounded()
    assert answer.status == 200 or (answer.kind, answer.code) == ("database_unavailable", "transaction_conflict")
    site.assert_recovered()


def test_a_read_only_server_takes_no_logins_and_says_so(site: FaultSite) -> None:
    """A fail-over left us at the replica; what only reads goes on."""
    with read_only(site), site.cheap_endpoints_answering():
        right, _, wrong, unknown, new = site.ask()
        for answer in (right, new):
            answer.assert_bounded()
            assert (answer.status, answer.code, answer.retryable) == (503, "database_read_only", True)
        assert [wrong.code, unknown.code] == ["credentials_invalid"] * 2
    site.assert_recovered()


# The disk


@contextmanager
def small_disk(server: EmbeddedPostgres) -> Iterator[Path]:
    """A disk of TABLESPACE_BYTES that the server's account may write to."""
    account = pwd.getpwuid(server_account(server))
    with state_folder() as folder:
        disk = folder / "disk"
        disk.mkdir()
        options = f"size={TABLESPACE_BYTES},mode=0700,uid={account.pw_uid},gid={account.pw_gid}"
        subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(disk)], check=True, timeout=10)
        try:
            yield disk
        finally:
            subprocess.run(["umount", "-l", str(disk)], check=True, timeout=10)


@as_root
def test_a_full_disk_refuses_what_it_has_no_room_for_and_nothing_else(
    site: FaultSite, server: EmbeddedPostgres
) -> None:
    """SQLSTATE 53100, for real: what can be done without room goes on, and the rest when there is room again."""
    with small_disk(server) as disk:
        space = sql.Identifier(f"small_{site.name}")
        with psycopg.connect(site.database.url, autocommit=True) as operator:
            operator.execute(sql.SQL("CREATE TABLESPACE {} LOCATION {}").format(space, str(disk)))
            operator.execute(sql.SQL("ALTER TABLE refresh_tokens SET TABLESPACE {}").format(space))
        filler = disk / "filler"
        with suppress(OSError), filler.open("wb") as file:
            while True:
                file.write(bytes(4096))
                file.flush()
        with site.cheap_endpoints_answering():
            refused = _login_until_refused(site)
            refused.assert_bounded()
            assert (refused.status, refused.kind, refused.code) == (503, "database_unavailable", "disk_full")
            assert site.login("anna", "a wrong password").code == "credentials_invalid"
            assert site.readiness() == 200
        filler.unlink()
        site.assert_recovered()
        with psycopg.connect(site.database.url, autocommit=True) as operator:
            operator.execute("ALTER TABLE refresh_tokens SET TABLESPACE pg_default")
            operator.execute(sql.SQL("DROP TABLESPACE {}").format(space))


def _login_until_refused(site: FaultSite) -> Answer:
    """Logins find room in the last page of a table for a while."""
    for _ in range(500):
        answer = site.login("anna")
        if answer.status != 200:
            return answer
    raise AssertionError("the disk is not full")
