"""The storage lock that is not free: a bounded wait, a named failure, and nothing changed.

In this process, since the lock must be held from outside; the database is real.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from flask import Flask

from service.app import Service
from tests.support.in_process import application, storage_lock_held
from tests.support.postgres import TestDatabase
from tests.support.service import wait_for

TRY_S = 0.4
SLACK_S = 2.0


@pytest.fixture(scope="module")
def app(database: TestDatabase) -> Iterator[Flask]:
    limits = {"storage_lock_try_ms": TRY_S * 1000, "storage_lock_spin_ms": 20}
    with application(database, **limits) as (created, _service):
        yield created


def test_login_answers_503_storage_lock_timeout_when_the_lock_is_held(app: Flask, database: TestDatabase) -> None:
    """What froze the predecessor is now a failure with a name, after a bounded wait."""
    service: Service = app.extensions["surelock"]
    client = app.test_client()
    body = {"username": "locked", "email": "locked@example.com", "password": "correct horse"}
    assert client.post("/api/auth/register", json=body).status_code == 201
    before = database.run("SELECT count(*) FROM sessions")

    with storage_lock_held(service, "test.holder"):
        started = time.monotonic()
        answer = client.post("/api/auth/login", json={"username": "locked", "password": "correct horse"})
        waited_s = time.monotonic() - started
        assert client.get("/health").status_code == 200

    assert TRY_S <= waited_s < TRY_S + SLACK_S
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "1")
    problem = answer.get_json()
    assert (problem["error_kind"], problem["error_code"]) == ("storage_lock_timeout", "lock_wait_timeout")
    assert (problem["retryable"], problem["retry_after_s"]) == (True, 1)
    assert database.run("SELECT count(*) FROM sessions") == before
    assert not service.storage.lock.locked()
    assert client.post("/api/auth/login", json={"username": "locked", "password": "correct horse"}).status_code == 200


def test_a_logout_that_can_not_tidy_the_memory_up_still_is_a_logout(app: Flask, database: TestDatabase) -> None:
    """It has happened in PostgreSQL; "try again, nothing was changed" would be a lie."""
    service: Service = app.extensions["surelock"]
    client = app.test_client()
    body = {"username": "leaving", "email": "leaving@example.com", "password": "correct horse"}
    grant = client.post("/api/auth/register", json=body).get_json()
    who = service.sessions.authenticate(grant["token"])
    with storage_lock_held(service, "test.holder"):
        service.sessions.logout(who, "this")
    assert database.run("SELECT ended_at IS NOT NULL FROM sessions WHERE user_id = %s", grant["user_id"]) == [(True,)]
    bearer = {"Authorization": f"Bearer {grant['token']}"}
    wait_for(lambda: client.get("/api/auth/me", headers=bearer).status_code == 401, 5, "the notification did it")
