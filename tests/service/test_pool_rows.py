"""Somebody keeps one user's row locked: that user waits and is refused; nobody else notices."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import httpx
import psycopg
import pytest

from service.database.embedded import EmbeddedPostgres
from tests.support.pgbouncer import pgbouncer
from tests.support.postgres import TestDatabase
from tests.support.service import SECRET_KEY, RunningService, running_service, wait_for
from tests.unit.threads import LIMIT_S, in_thread

CLIENTS = 30
OTHERS = 20
# How long another user's login may take meanwhile, on a machine that all of this shares.
OTHERS_BOUND_S = 2.0


@pytest.fixture(scope="module", params=["direct", "transaction"])
def service(
    request: pytest.FixtureRequest,
    server: EmbeddedPostgres,
    database: TestDatabase,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[RunningService]:
    log_file: Path = tmp_path_factory.mktemp("rows") / "log"
    # Cheap hashes may all begin at once: it is the row that is to be the narrow place.
    settings: dict[str, str | int] = {"SECRET_KEY": SECRET_KEY, "LOGIN_WAIT_BUDGET_MS": 4000}
    if request.param == "direct":
        with running_service(log_file, DATABASE_URL=database.url, **settings) as running:
            yield running
        return
    with (
        pgbouncer(server, database, default_pool_size="20") as url,
        running_service(log_file, DATABASE_URL=url, DATABASE_POOLER="transaction", **settings) as running,
    ):
        yield running


@contextmanager
def row_locked(database: TestDatabase, username: str) -> Iterator[None]:
    """What a forgotten psql does."""
    with psycopg.connect(database.url) as conn:
        conn.execute("SELECT 1 FROM users WHERE username = %s FOR UPDATE", (username,))
        yield
        conn.rollback()


def log_in(service: RunningService, username: str) -> tuple[int, str, float]:
    """Status, error code and duration, on a connection of its own."""
    started = time.monotonic()
    body = {"username": username, "password": "correct horse"}
    answer = httpx.post(f"{service.base_url}/api/auth/login", json=body, timeout=30)
    return answer.status_code, answer.json().get("error_code", ""), time.monotonic() - started


def user(request: pytest.FixtureRequest, name: str) -> str:
    """A name that no other round of the test has."""
    return f"{name}-{'pooled' if 'transaction' in request.node.name else 'direct'}"


def test_twelve_at_a_time_may_log_in_as_the_same_user(service: RunningService, request: pytest.FixtureRequest) -> None:
    """Turns are no limit on what goes quickly."""
    ada = user(request, "ada")
    service.register(ada)
    logins = [in_thread(partial(log_in, service, ada)) for _ in range(12)]
    assert Counter(login.result(timeout=LIMIT_S)[0] for login in logins) == {200: 12}


def test_a_locked_row_delays_its_own_user_and_nobody_else(
    service: RunningService, database: TestDatabase, request: pytest.FixtureRequest
) -> None:
    """Its waiters must take neither all connections nor all threads."""
    locked, other = user(request, "locked"), user(request, "other")
    for name in (locked, other):
        service.register(name)
    with row_locked(database, locked):
        waiting = [in_thread(partial(log_in, service, locked)) for _ in range(CLIENTS)]
        stuck = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
        wait_for(lambda: database.run(stuck) >= [(1,)], 10, "somebody waits for the row")
        others = [log_in(service, other) for _ in range(OTHERS)]
        assert database.run(stuck) <= [(4,)]  # two in each worker
        refused = [each.result(timeout=LIMIT_S) for each in waiting]
    assert Counter(status for status, _, _ in others) == {200: OTHERS}
    assert max(took_s for _, _, took_s in others) < OTHERS_BOUND_S
    codes = Counter(code for _, code, _ in refused)
    assert codes.keys() <= {"row_busy", "row_lock_timeout"}
    assert codes["row_busy"] >= CLIENTS - 3 * 4
    assert log_in(service, locked)[0] == 200
