"""The decision that counts is PostgreSQL's: what was verified from memory must still be so when the session opens."""

from __future__ import annotations

from collections.abc import Iterator

import bcrypt
import pytest
from flask import Flask

from service.app import Service
from tests.support.in_process import application
from tests.support.postgres import TestDatabase

PASSWORD = "correct horse"


@pytest.fixture(scope="module")
def running(database: TestDatabase) -> Iterator[tuple[Flask, Service]]:
    """One worker that hears of no change of a user: the notification is still on its way, for ever."""
    with application(database) as started:
        database.run("ALTER TABLE users DISABLE TRIGGER users_notify_update")
        yield started


def registered(running: tuple[Flask, Service], name: str) -> None:
    body = {"username": name, "email": f"{name}@example.com", "password": PASSWORD}
    assert running[0].test_client().post("/api/auth/register", json=body).status_code == 201
    assert login(running, name) == (200, None)  # and now it is in memory


def login(running: tuple[Flask, Service], name: str, password: str = PASSWORD) -> tuple[int, str | None]:
    answer = running[0].test_client().post("/api/auth/login", json={"username": name, "password": password})
    return answer.status_code, answer.get_json().get("error_code")


def test_an_old_password_that_memory_still_knows_opens_nothing(
    running: tuple[Flask, Service], database: TestDatabase
) -> None:
    """The row has another version than the one that was verified."""
    registered(running, "changed")
    renewed = bcrypt.hashpw(b"new password", bcrypt.gensalt(4)).decode()
    sessions = database.run("SELECT count(*) FROM sessions")
    database.run("UPDATE users SET password_hash = %s WHERE username = 'changed'", renewed)
    assert login(running, "changed") == (401, "credentials_invalid")
    assert database.run("SELECT count(*) FROM sessions") == sessions
    assert login(running, "changed", "new password") == (200, None)


def test_a_new_password_that_memory_does_not_know_yet_opens_a_session(
    running: tuple[Flask, Service], database: TestDatabase
) -> None:
    """A refusal from memory is confirmed before it is told."""
    registered(running, "renewed")
    renewed = bcrypt.hashpw(b"new password", bcrypt.gensalt(4)).decode()
    database.run("UPDATE users SET password_hash = %s WHERE username = 'renewed'", renewed)
    assert login(running, "renewed", "new password") == (200, None)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("active", "suspended", (403, "account_suspended")),
        ("suspended", "active", (200, None)),
        ("suspended", "banned", (403, "account_banned")),
    ],
)
def test_the_status_that_counts_is_that_of_the_row(
    running: tuple[Flask, Service], database: TestDatabase, before: str, after: str, expected: tuple[int, str | None]
) -> None:
    """Whether memory says too much or too little."""
    name = f"{before}-{after}"
    registered(running, name)
    database.run("UPDATE users SET status = %s WHERE username = %s", before, name)
    running[1].storage.forget_user(database.run("SELECT id::text FROM users WHERE username = %s", name)[0][0])
    login(running, name)  # memory has the status before
    database.run("UPDATE users SET status = %s WHERE username = %s", after, name)
    assert login(running, name) == expected


def test_a_user_that_changes_at_each_attempt_is_a_conflict_and_opens_nothing(
    running: tuple[Flask, Service], database: TestDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two attempts, then an answer: nothing here goes round for ever."""
    registered(running, "restless")
    sessions, service = database.run("SELECT count(*) FROM sessions"), running[1]
    check = service.passwords.check

    def change_after_check(password: str, stored: str | None) -> bool:
        matches = check(password, stored)
        database.run("UPDATE users SET email_verified = NOT email_verified WHERE username = 'restless'")
        return matches

    monkeypatch.setattr(service.passwords, "check", change_after_check)
    assert login(running, "restless") == (409, "user_changed")
    assert database.run("SELECT count(*) FROM sessions") == sessions


@pytest.mark.parametrize("stored", ["", "garbage", "$2b$031$" + "a" * 53, "$2b$31$" + "a" * 53, "$2b$04$short"])
def test_a_damaged_stored_hash_is_named_and_keeps_nobody_busy(
    running: tuple[Flask, Service], database: TestDatabase, stored: str
) -> None:
    """bcrypt would work on some of these for days."""
    name = f"damaged{abs(hash(stored))}"
    database.run(
        "INSERT INTO users (username, email, password_hash) VALUES (%s, %s, %s)", name, f"{name}@x.test", stored
    )
    assert login(running, name) == (500, "stored_hash_invalid")
    registered(running, f"other-{name}")


def test_names_typed_into_psql_can_log_in(running: tuple[Flask, Service], database: TestDatabase) -> None:
    """The database folds their case as the service does."""
    stored = bcrypt.hashpw(PASSWORD.encode(), bcrypt.gensalt(4)).decode()
    for name in ("Straße", "ΝΙΚΟΣ", "Νίκος", "Ünal", "\uff37ide", "Plain.Name"):
        database.run(
            "INSERT INTO users (username, email, password_hash) VALUES (%s, %s, %s)", name, f"{name}@x.test", stored
        )
        assert login(running, name) == (200, None), name
        assert login(running, name.upper()) == (200, None), name
    database.run("UPDATE users SET username = 'Groß' WHERE username = 'Plain.Name'")
    assert login(running, "GROSS") == (200, None)


def test_readiness_is_503_when_a_thread_is_dead(running: tuple[Flask, Service]) -> None:
    """A process that is only half alive must not get requests."""
    app, service = running
    dead = service.threads[1]
    dead.request_stop()
    dead.join(3.0)
    answer = app.test_client().get("/health/ready")
    assert (answer.status_code, answer.get_json()["error_code"]) == (503, "not_ready")
    assert answer.get_json()["checks"]["threads"] == f"dead: {dead.name}"
    assert 1 <= int(answer.headers["Retry-After"]) <= 5
