"""A database that is away for several times as long as anything here waits or tries, and what happens when it is back.

Real time: what gives up after 2 s (an attempt to connect, the pool's attempts in a row, a request's limits below) gives
up several times. What an outage of hours adds to that is nothing: no figure grows with its length.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import httpx
import psutil
import pytest

from service.database.embedded import EmbeddedPostgres
from tests.support.pgbouncer import pgbouncer
from tests.support.postgres import TestDatabase, state_folder
from tests.support.service import SECRET_KEY, RunningService, running_service, signal_all, wait_for

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
        postmaster = psutil.Process(int((self._state / "pgdata" / "postmaster.pid").read_text().split()[0]))
        os.kill(postmaster.pid, signal.SIGSTOP)  # first, so that there are no new ones
        pids = [postmaster.pid, *(child.pid for child in postmaster.children(recursive=True))]
        signal_all(pids, signal.SIGSTOP)
        try:
            yield
        finally:
            signal_all(pids, signal.SIGCONT)


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
    for worker in service.workers():
        told = _told(service, worker)
        assert told in (["database_lost", "database_back"], ["database_lost", "database_back"] * 2)
    assert [line for line in service.lines("log") if line["logger"] == "psycopg.pool"] == []


def _told(service: RunningService, worker: psutil.Process) -> list[str]:
    lines = (line for line in service.lines("lifecycle") if line["pid"] == worker.pid)
    return [line["action"] for line in lines if line["action"].startswith("database_")]
