"""A database that is away for several times as long as anything here waits or tries, and what happens when it is back.

Real time: what gives up after 2 s (an attempt to connect, the pool's attempts in a row, a request's limits below) gives
up several times. What an outage of hours adds to that is nothing: no figure grows with its length.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import httpx
import psutil
import psycopg
import pytest

from service.database.embedded import EmbeddedPostgres
from service.errors.types import ServiceError
from tests.service.test_pool_waits import opened
from tests.support.faults import stopped
from tests.support.lines import LogLines
from tests.support.pgbouncer import pgbouncer
from tests.support.postgres import TestDatabase, state_folder
from tests.support.processes import postmaster_pid, with_children
from tests.support.service import SECRET_KEY, RunningService, running_service, wait_for

OUTAGE_S = 12.0
RECOVERY_S = 2.0
SLACK_S = 3.0
DEADLINE_S = 2.5

Outage = Callable[["Server"], AbstractContextManager[None]]


class Server:
    """A PostgreSQL of this test's own, which it may take away."""

    def __init__(self, state: Path) -> None:
        self._state = state
        self.postgres = EmbeddedPostgres.start(state, adopt=False)

    @contextmanager
    def stopped(self) -> Iterator[None]:
        """Connections are refused in the body."""
        self.postgres.stop()
        yield
        self.postgres = EmbeddedPostgres.start(self._state, adopt=False)

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Every process of the server stands still in the body; the kernel goes on taking connections for them."""
        postmaster = postmaster_pid(self._state)
        with stopped([postmaster]), stopped(with_children(postmaster)):  # it first, so that there are no new ones
            yield


@pytest.fixture
def server_of_its_own() -> Iterator[Server]:
    with state_folder() as folder:
        server = Server(folder / "state")
        yield server
        server.postgres.stop()


class Clients:
    """Ask for somebody's tokens all the time, from several threads."""

    def __init__(self, service: RunningService, refresh_token: str) -> None:
        self._url, self._body = f"{service.base_url}/api/auth/refresh", {"refresh_token": refresh_token}
        self._ended = threading.Event()
        self.worst_s = 0.0
        self.threads = [threading.Thread(target=self._ask) for _ in range(6)]

    def _ask(self) -> None:
        while not self._ended.wait(timeout=0.05):
            started = time.monotonic()
            httpx.post(self._url, json=self._body, timeout=20)
            self.worst_s = max(self.worst_s, time.monotonic() - started)

    def __enter__(self) -> Clients:
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_exc: object) -> None:
        self._ended.set()
        for thread in self.threads:
            thread.join(timeout=20)


@pytest.mark.parametrize("through", ["direct", "transaction"])
@pytest.mark.parametrize("outage", [Server.stopped, Server.frozen], ids=["stopped", "frozen"])
def test_a_long_outage_is_bounded_for_everybody_and_over_in_two_seconds(
    server_of_its_own: Server, tmp_path: Path, outage: Outage, through: str
) -> None:
    """Pools have been dead for ever after one."""
    database = TestDatabase(server_of_its_own.postgres)
    settings: dict[str, str | int] = {
        "SECRET_KEY": SECRET_KEY,
        "REQUEST_DEADLINE_MS": round(DEADLINE_S * 1000),
        "QUERY_TIMEOUT_MS": 1000,
        "LOCK_TIMEOUT_MS": 900,
        "IDLE_IN_TRANSACTION_TIMEOUT_MS": 2000,
        "STORAGE_LOCK_TRY_MS": 1000,
    }
    if through == "direct":
        _check(server_of_its_own, outage, tmp_path / "log", settings | {"DATABASE_URL": database.url})
        return
    # PgBouncer's own pauses between two attempts are 15 s by default, and an answer may be waited for in vain for 120.
    with pgbouncer(server_of_its_own.postgres, database, server_login_retry="1", server_connect_timeout="2") as url:
        settings |= {"DATABASE_URL": url, "DATABASE_POOLER": "transaction"}
        _check(server_of_its_own, outage, tmp_path / "log", settings)


def test_a_pool_that_nobody_asks_sees_for_itself_that_the_database_is_back(
    server_of_its_own: Server, log_lines: LogLines
) -> None:
    """Behind a pooler, connecting says nothing of the database: it would be told as lost until somebody asks again."""

    def told() -> list[str]:
        events = (json.loads(line) for line in log_lines.lines)
        return [event["action"] for event in events if event.get("action") in {"database_lost", "database_back"}]

    database = TestDatabase(server_of_its_own.postgres)
    with pgbouncer(server_of_its_own.postgres, database, server_login_retry="1") as url, opened(url) as db:
        with server_of_its_own.stopped():
            for _ in range(3):
                with pytest.raises((psycopg.Error, ServiceError)):
                    db.fetch_one("SELECT 1 AS one")
            wait_for(lambda: told() == ["database_lost"], 5, "the database is told as lost")
        wait_for(lambda: told() == ["database_lost", "database_back"], 10, "and as back, with nobody asking")


def _check(server: Server, outage: Outage, log_file: Path, settings: dict[str, str | int]) -> None:
    with running_service(log_file, **settings) as service:
        grant = service.register("ada")
        with Clients(service, grant["refresh_token"]) as clients, outage(server):
            time.sleep(OUTAGE_S)
            assert service.get("/health").status_code == 200
        back_at = time.monotonic()
        answers = [service.login("ada")]
        while any(answer.status_code != 200 for answer in answers):
            assert time.monotonic() - back_at < RECOVERY_S + SLACK_S
            answers = [service.login("ada") for _ in range(4)]
        assert clients.worst_s < DEADLINE_S + 0.25 + SLACK_S
        service.wait_until_ready()
        _check_told(service)


def _check_told(service: RunningService) -> None:
    """Each worker said that the database was lost, and that it was back, and none of it once a second."""
    wait_for(
        lambda: all(_told(service, worker)[-1:] == ["database_back"] for worker in service.workers()),
        DEADLINE_S,  # a worker that nobody asks looks for itself, as long as a statement may take
        "every worker says that the database is back",
    )
    time.sleep(1.5)  # a health turn, in which nothing is said again
    for worker in service.workers():
        told = _told(service, worker)
        assert told in (["database_lost", "database_back"], ["database_lost", "database_back"] * 2)
    assert [line for line in service.lines("log") if line["logger"] == "psycopg.pool"] == []


def _told(service: RunningService, worker: psutil.Process) -> list[str]:
    lines = (line for line in service.lines("lifecycle") if line["pid"] == worker.pid)
    return [line["action"] for line in lines if line["action"].startswith("database_")]
