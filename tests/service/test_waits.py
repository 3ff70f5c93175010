"""Where the time of a request went: its line accounts for it, whichever wait a fault makes long.

In this process, since a lock, a connection and the hash lane must be held from outside; the database is real.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import bcrypt
import jwt
import pytest
from flask import Flask

from service.app import Service
from service.config import available_cores
from tests.support.faults import table_locked
from tests.support.in_process import application, elsewhere, storage_lock_held
from tests.support.lines import Event, LogLines
from tests.support.postgres import TestDatabase

WAITS = ("lock_wait_ms", "pool_wait_ms", "db_ms", "hash_wait_ms", "hash_ms", "sign_ms", "external_ms")
PASSWORD = "correct horse"
LIMITS: dict[str, object] = {
    "storage_lock_try_ms": 1500, "pool_max_size": 1, "pool_timeout_ms": 1500, "lock_timeout_ms": 1500,
    "login_wait_budget_ms": 1500,
}  # fmt: skip

Fault = Callable[[Service, TestDatabase], Any]


@pytest.fixture(scope="module")
def app(database: TestDatabase) -> Iterator[Flask]:
    with application(database, **LIMITS) as (created, _service):
        body = {"username": "patient", "email": "patient@example.com", "password": PASSWORD}
        assert created.test_client().post("/api/auth/register", json=body).status_code == 201
        yield created


@contextmanager
def lock_held(service: Service, _database: TestDatabase) -> Iterator[None]:
    with storage_lock_held(service, "test.holder"):
        yield


@contextmanager
def only_connection_taken(service: Service, _database: TestDatabase) -> Iterator[None]:
    conn = service.database._pool.getconn()
    try:
        yield
    finally:
        service.database._pool.putconn(conn)


@contextmanager
def users_locked(_service: Service, database: TestDatabase) -> Iterator[None]:
    with table_locked(database, "users"):
        yield


@contextmanager
def hash_lane_busy(service: Service, _database: TestDatabase) -> Iterator[None]:
    with ExitStack() as stack:
        for _ in range(available_cores()):
            stack.enter_context(elsewhere(service.hash_lane.run))
        yield


@contextmanager
def stored_hash_dear(_service: Service, database: TestDatabase) -> Iterator[None]:
    """A password that takes about a second to check, as after an import from elsewhere."""
    dear = bcrypt.hashpw(PASSWORD.encode(), bcrypt.gensalt(14)).decode()
    ((kept,),) = database.run("SELECT password_hash FROM users WHERE username = 'patient'")
    database.run("UPDATE users SET password_hash = %s WHERE username = 'patient'", dear)
    yield
    database.run("UPDATE users SET password_hash = %s WHERE username = 'patient'", kept)


@contextmanager
def signing_slow(_service: Service, _database: TestDatabase) -> Iterator[None]:
    """As if the key were in a device that is slow to answer."""
    encode = jwt.encode

    def slowly(*args: Any, **kwargs: Any) -> str:
        time.sleep(1.5)
        return encode(*args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jwt, "encode", slowly)
        yield


FAULTS: dict[str, Any] = {
    "lock_wait_ms": lock_held,
    "pool_wait_ms": only_connection_taken,
    "db_ms": users_locked,
    "hash_wait_ms": hash_lane_busy,
    "hash_ms": stored_hash_dear,
    "sign_ms": signing_slow,
}


def line_of_login(app: Flask, log_lines: LogLines) -> Event:
    app.test_client().post("/api/auth/login", json={"username": "patient", "password": PASSWORD}, buffered=True)
    (line,) = (line for line in log_lines.events("request") if line["endpoint"] == "/api/auth/login")
    return line


@pytest.mark.parametrize("wait", FAULTS)
def test_the_wait_that_a_fault_makes_long_accounts_for_the_request(
    app: Flask, database: TestDatabase, log_lines: LogLines, wait: str
) -> None:
    """At 3 a.m. one field has to say where the time went, and no two may claim the same millisecond."""
    service: Service = app.extensions["surelock"]
    service.storage.forget_user(_user_id(database))
    with FAULTS[wait](service, database):
        line = line_of_login(app, log_lines)
    assert line["duration_ms"] >= 500
    assert line[wait] >= 0.95 * line["duration_ms"]
    assert sum(line.get(name, 0) for name in WAITS) <= line["duration_ms"]


def test_a_wait_for_another_requests_query_is_a_wait_for_the_database(
    app: Flask, database: TestDatabase, log_lines: LogLines
) -> None:
    """Only one of those that miss the same key asks; the others wait just as long, and must say for what."""
    service: Service = app.extensions["surelock"]
    service.storage.forget_user(_user_id(database))
    with users_locked(service, database):
        threads = [threading.Thread(target=line_of_failed_login, args=(app,)) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=30)
    lines = [line for line in log_lines.events("request") if line["endpoint"] == "/api/auth/login"]
    assert len(lines) == 3
    for line in lines:
        assert line["db_ms"] >= 0.95 * line["duration_ms"], line
        assert sum(line.get(name, 0) for name in WAITS) <= line["duration_ms"]
    assert sum(line.get("db_queries", 0) for line in lines) == 1


def line_of_failed_login(app: Flask) -> None:
    answer = app.test_client().post(
        "/api/auth/login", json={"username": "patient", "password": PASSWORD}, buffered=True
    )
    assert answer.status_code == 503


def _user_id(database: TestDatabase) -> str:
    ((user_id,),) = database.run("SELECT id::text FROM users WHERE username = 'patient'")
    return str(user_id)
