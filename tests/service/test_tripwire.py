"""The tripwire in the service: every guard point trips, and what a person sees of it in either mode."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families

from service.app import Service, log_shipper
from service.config import load_settings
from service.errors.types import LockHeldError
from service.limits import tripwire
from service.limits.locks import holding, with_lock
from service.limits.tripwire import Guarded, Mode
from service.telemetry.shipping import SinkUnreachable
from tests.support.in_process import application
from tests.support.lines import checked
from tests.support.postgres import TestDatabase
from tests.support.service import SECRET_KEY, RunningService, captured_logs, free_port
from tests.support.tripping import SOMEBODY

Line = Mapping[str, Any]


@pytest.fixture(scope="module")
def parts(database: TestDatabase) -> Iterator[Service]:
    with application(database) as (_app, service):
        yield service


# Every guard point


def check_out(service: Service) -> None:
    service.database.fetch_one("SELECT 1 AS one")


def probe(service: Service) -> None:
    service.database.probe(timeout_ms=5000)


def connect(service: Service) -> None:
    with service.database.direct_connection("test"):
        pass


def ship(service: Service) -> None:
    shipper = log_shipper(load_settings(log_ship_url=f"http://127.0.0.1:{free_port()}"))
    assert shipper is not None
    shipper._post(b"")


def check_token(service: Service) -> None:
    service.tokens.check(service.tokens.issue(SOMEBODY))


GUARD_POINTS: dict[str, tuple[Guarded, Callable[[Service], object], type[Exception] | None]] = {
    "a query": (Guarded.POOL_CHECKOUT, check_out, None),
    "a change": (Guarded.POOL_CHECKOUT, lambda service: service.database.write("DELETE FROM users WHERE false"), None),
    "a probe": (Guarded.POOL_CHECKOUT, probe, None),
    "a connection": (Guarded.CONNECT, connect, None),
    "hashing": (Guarded.HASH, lambda service: service.passwords.hash("correct horse"), None),
    "checking": (Guarded.HASH, lambda service: service.passwords.check("correct horse", None), None),
    "the lane": (Guarded.HASH_WAIT, lambda service: service.hash_lane.run(lambda: None), None),
    "signing": (Guarded.SIGN, lambda service: service.tokens.issue(SOMEBODY), None),
    "verifying": (Guarded.SIGN, check_token, None),
    "shipping": (Guarded.HTTP, ship, SinkUnreachable),
    "the memory": (Guarded.LOCK, lambda service: service.storage.user_by_name("nobody"), None),
    "a turn": (Guarded.LOCK, lambda service: service.database.write("DELETE FROM users WHERE false", turn="x"), None),
}  # fmt: skip


@pytest.mark.parametrize(("guarded", "act", "fails_with"), GUARD_POINTS.values(), ids=GUARD_POINTS)
def test_each_guard_point_trips_under_a_lock_and_is_silent_without(
    parts: Service, guarded: Guarded, act: Callable[[Service], object], fails_with: type[Exception] | None
) -> None:
    """One that is forgotten is a freeze that nobody is told of."""
    lock = threading.Lock()
    with pytest.raises(LockHeldError) as tripped:
        with_lock(lock, "test.hold", lambda: act(parts))
    assert (tripped.value.rule, tripped.value.operation) == (guarded.rule, guarded.operation)
    with pytest.raises(LockHeldError), holding(lock, "test.hold"):
        act(parts)
    assert not lock.locked()
    if fails_with is None:
        act(parts)
    else:
        with pytest.raises(fails_with):
            act(parts)


def test_what_is_asked_of_a_connection_that_one_has_already_trips_too(parts: Service) -> None:
    """Who checks it out before the lock and asks it under it holds the others up all the same."""
    with parts.database.direct_connection("test") as conn:
        assert conn.execute("SELECT 1").fetchone() == (1,)
        with pytest.raises(LockHeldError) as tripped:
            with_lock(threading.Lock(), "test.hold", lambda: conn.execute("SELECT 2"))
        assert (tripped.value.rule, tripped.value.operation) == (Guarded.QUERY.rule, "query")
        assert conn.execute("SELECT 3").fetchone() == (3,)


def test_every_guard_is_somewhere() -> None:
    """But for mail, which nobody sends yet, and the order of locks, which has its own tests."""
    named = {guarded for guarded, _act, _fails in GUARD_POINTS.values()} | {Guarded.QUERY}
    assert set(Guarded) - named == {Guarded.MAIL, Guarded.LOCK_ORDER}


# The tests themselves


def test_this_process_and_every_service_of_the_tests_have_it_armed(parts: Service, service: RunningService) -> None:
    """The suite proves that nothing is done under a lock only while the tripwire would have refused it."""
    assert tripwire._mode is Mode.RAISE
    for worker in service.workers():
        assert worker.environ()["LOCK_TRIPWIRE"] == "raise"


# What is seen of it


@contextmanager
def tripping(log_file: Path, database: TestDatabase, **settings: str | int) -> Iterator[RunningService]:
    """A service that trips on purpose; its lines are valid, but what they tell is not held against it."""
    about: dict[str, str | int] = {"DATABASE_URL": database.url, "SECRET_KEY": SECRET_KEY, "WEB_CONCURRENCY": 1}
    service = RunningService(log_file, "tests.support.tripping:create_app()", **about | settings)
    captured_logs.remove(log_file)
    try:
        yield service.wait_until_ready()
    finally:
        service.stop()
    for line in log_file.read_text("utf-8").splitlines():
        checked(line)


def tripped(service: RunningService) -> list[Line]:
    return [line for line in service.lines("lock") if line["action"] == "tripwire"]


def counted(service: RunningService) -> dict[tuple[str, str, str], float]:
    families = text_string_to_metric_families(service.client.get("/metrics").text)
    return {
        (sample.labels["rule"], sample.labels["operation"], sample.labels["label"]): sample.value
        for family in families
        for sample in family.samples
        if sample.name == "surelock_lock_tripwire_total"
    }


def test_in_raise_mode_the_request_fails_with_a_name_and_the_lock_is_free(
    database: TestDatabase, tmp_path: Path
) -> None:
    """A developer finds rule, operation and lock on the line; a client is told nothing of them."""
    with tripping(tmp_path / "log", database) as service:
        for what, told in {
            "sign": "LCK003: sign under the lock of test.hold",
            "query": "LCK004: pool_checkout under the lock of test.hold",
            "hash": "LCK003: hash under the lock of test.hold",
        }.items():
            answer = service.get(f"/trip/{what}")
            problem = answer.json()
            assert (answer.status_code, problem["error_kind"], problem["error_code"]) == (
                500, "internal_error", "lock_held"
            )  # fmt: skip
            assert not problem["retryable"]
            assert "LCK" not in answer.text
            assert "test.hold" not in answer.text
            line = service.request_line(answer)
            assert line["exception_type"] == "service.errors.types.LockHeldError"
            assert line["exception_message"] == told
            assert service.get("/trip/nothing").status_code == 200
        assert tripped(service) == []
        assert counted(service)["LCK003", "sign", "test.hold"] == 1


def test_in_log_mode_the_request_is_served_and_a_line_and_a_count_tell_it(
    database: TestDatabase, tmp_path: Path
) -> None:
    """As in production: nobody pays for it with a failure, and nobody can miss it."""
    with tripping(tmp_path / "log", database, LOCK_TRIPWIRE="log") as service:
        answers = [service.get("/trip/sign") for _ in range(3)]
        assert [answer.text for answer in answers] == ["done"] * 3
        service.request_line(answers[-1])  # written after all that came before it
        (line,) = tripped(service)
        assert (line["rule"], line["operation"], line["label"]) == ("LCK003", "sign", "test.hold")
        assert line["trace_id"] == answers[0].headers["X-Trace-Id"]
        assert line["lock_hold_ms"] > 0
        assert counted(service)["LCK003", "sign", "test.hold"] == 3

        hashed = service.get("/trip/hash")
        assert hashed.text == "done"
        service.request_line(hashed)
        assert {(told["rule"], told["operation"]) for told in tripped(service)[1:]} == {
            ("LCK003", "hash"), ("LCK006", "hash_wait"), ("LCK007", "lock")
        }  # fmt: skip
        queried = service.get("/trip/query")
        assert queried.text == "done"
        service.request_line(queried)
        assert {"query", "pool_checkout"} <= {told["operation"] for told in tripped(service)}
        assert service.lines("error") == []


def test_an_ordinary_life_trips_nothing(service: RunningService) -> None:
    """Whatever a request does, it does without a lock. (The logs of all other services are checked for it, too.)"""
    grant = service.register("tripless")
    assert service.login("tripless").status_code == 200
    assert service.get("/api/auth/me", token=grant["token"]).status_code == 200
    assert service.post("/api/auth/refresh", {"refresh_token": grant["refresh_token"]}).status_code == 200
    assert counted(service) == {}
    assert tripped(service) == []
