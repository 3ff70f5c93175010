"""Behind PgBouncer in transaction mode, where session state, options and prepared statements do not survive."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from service.database.embedded import EmbeddedPostgres
from tests.service.test_commands import run
from tests.support.faults import table_locked
from tests.support.pgbouncer import pgbouncer
from tests.support.postgres import TestDatabase
from tests.support.service import ROOT, SECRET_KEY, RunningService, running_service, wait_for


@pytest.fixture(scope="module")
def pooler_url(server: EmbeddedPostgres, database: TestDatabase) -> Iterator[str]:
    with pgbouncer(server, database) as url:
        yield url


@pytest.fixture(scope="module")
def pooled(pooler_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningService]:
    """A service that knows nothing but the pooler: it migrates through it, and has no listener."""
    log_file: Path = tmp_path_factory.mktemp("pooled") / "log"
    settings: dict[str, str | int] = {
        "DATABASE_URL": pooler_url,
        "DATABASE_POOLER": "transaction",
        "SECRET_KEY": SECRET_KEY,
        "QUERY_TIMEOUT_MS": 1000,
    }
    with running_service(log_file, **settings) as running:
        yield running


def test_ten_logins_pass(pooled: RunningService) -> None:
    """The smoke test that a deployment is judged by."""
    script = [str(ROOT / "scripts" / "smoke_test.sh"), pooled.base_url]
    passed = subprocess.run(script, capture_output=True, text=True, timeout=120, check=False)
    assert (passed.returncode, passed.stdout.splitlines()[-1]) == (0, "10/10 passed"), passed


def test_many_clients_share_two_server_connections(pooled: RunningService) -> None:
    """Prepared statements would collide there, and a session's settings would leak into somebody else's."""
    pooled.register("sharing")
    statuses: list[int] = []

    def log_in() -> None:
        statuses.extend(pooled.login("sharing").status_code for _ in range(10))

    threads = [threading.Thread(target=log_in) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert statuses == [200] * 60


def test_a_statement_is_bounded_by_the_server_and_the_bound_does_not_leak(
    pooled: RunningService, database: TestDatabase, pooler_url: str
) -> None:
    """The bounds last as long as the transaction that set them."""
    pooled.register("bounded")
    with table_locked(database, "users"):
        started = time.monotonic()
        answer = pooled.login("bounded")
        assert time.monotonic() - started < 1.0 + 2.0  # QUERY_TIMEOUT_MS and slack
        assert (answer.status_code, answer.json()["error_kind"]) == (503, "database_timeout")
        assert answer.json()["error_code"] == "statement_timeout"
    assert pooled.login("bounded").status_code == 200
    with psycopg.connect(pooler_url, prepare_threshold=None) as conn:
        assert conn.execute("SHOW statement_timeout").fetchone() == ("0",)


def test_without_a_direct_way_nothing_is_served_from_memory(pooled: RunningService, database: TestDatabase) -> None:
    """No notification passes a transaction pooler, so a memory would never be corrected."""
    grant = pooled.register("bypassed")
    assert pooled.get("/api/auth/me", token=grant["token"]).status_code == 200
    database.run("UPDATE users SET status = 'suspended' WHERE username = 'bypassed'")
    assert pooled.get("/api/auth/me", token=grant["token"]).status_code == 403


def test_with_a_direct_way_changes_are_heard(pooler_url: str, database: TestDatabase, tmp_path: Path) -> None:
    """Railway gives both URLs."""
    settings: dict[str, str | int] = {
        "DATABASE_URL": pooler_url,
        "DATABASE_UNPOOLED_URL": database.url,
        "DATABASE_POOLER": "transaction",
        "SECRET_KEY": SECRET_KEY,
    }
    with running_service(tmp_path / "log", **settings) as service:
        service.wait_until_hearing()
        grant = service.register("heard")
        for _round in range(2):
            for _pid, answer in service.each_worker("/api/auth/me", token=grant["token"]):
                last = service.request_line(answer)
        assert "db_queries" not in last
        database.run("UPDATE users SET status = 'suspended' WHERE username = 'heard'")
        wait_for(
            lambda: (
                {answer.status_code for _pid, answer in service.each_worker("/api/auth/me", token=grant["token"])}
                == {403}
            ),
            1.0 + 2.0,  # the design's bound, and slack for a shared machine
            "both workers have heard",
        )


def test_a_failure_is_recorded_and_explained_through_the_pooler(pooled: RunningService, pooler_url: str) -> None:
    """Records are written with a time-out of their own, which a pooler has to be told in each transaction."""
    trace_id = pooled.login("nobody-of-that-name").headers["X-Trace-Id"]
    settings = {"DATABASE_URL": pooler_url, "DATABASE_POOLER": "transaction", "SECRET_KEY": SECRET_KEY}
    told: list[str] = []

    def is_told() -> bool:
        told[:] = [run("explain", trace_id, **settings)[1]]
        return "auth_error/credentials_invalid" in told[0]

    wait_for(is_told, 20, "the record is there")
    assert f"trace {trace_id}" in told[0]
