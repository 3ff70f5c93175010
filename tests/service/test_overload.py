"""More logins than the cores can hash: most are refused early and alike, and everything else goes on."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from service.errors.kinds import ErrorCode
from service.limits.shedding import ShedReason
from tests.service.test_metrics import scraped, series
from tests.support.postgres import TestDatabase
from tests.support.raw_http import open_connection, read_answer
from tests.support.service import SECRET_KEY, JsonObject, RunningService, running_service, wait_for

CLIENTS = 60
ATTEMPTS = 4
BETWEEN_ATTEMPTS_S = 0.4
DEADLINE_S = 6.0  # REQUEST_DEADLINE_MS
# The last is for those of one moment that are not in the lane yet.
REFUSALS = {code.value for code in (ErrorCode.HASH_QUEUE_FULL, ErrorCode.HASH_WAIT_TIMEOUT, ErrorCode.IN_FLIGHT_LIMIT)}


@dataclass(frozen=True)
class Overload:
    """What every login was answered, by whether there is such a user, and the cheap requests meanwhile."""

    service: RunningService
    known: list[httpx.Response]
    unknown: list[httpx.Response]
    cheap: list[tuple[httpx.Response, float]]

    @property
    def refused(self) -> list[httpx.Response]:
        return [answer for answer in self.known + self.unknown if answer.status_code == 503]


@pytest.fixture(scope="module")
def overload(database: TestDatabase, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Overload]:
    """CLIENTS at once, each on a connection of its own, at one worker that takes a tenth of a second for a hash."""
    log_file = tmp_path_factory.mktemp("overload") / "log"
    limits: dict[str, str | int] = {
        "DATABASE_URL": database.url,
        "SECRET_KEY": SECRET_KEY,
        "WEB_CONCURRENCY": 1,
        "BCRYPT_ROUNDS": 11,
    }
    with running_service(log_file, **limits) as service:
        token = service.register("patient")["token"]
        answers: dict[str, list[httpx.Response]] = {"patient": [], "nobody": []}
        clients = [threading.Thread(target=_log_in, args=(service.base_url, n, answers)) for n in range(CLIENTS)]
        for client in clients:
            client.start()
        cheap: list[tuple[httpx.Response, float]] = []
        while any(client.is_alive() for client in clients):
            for path in ("/health", "/api/auth/me"):
                began = time.monotonic()
                headers = {"Authorization": f"Bearer {token}"}
                answer = httpx.get(service.base_url + path, headers=headers, timeout=2 * DEADLINE_S)
                cheap.append((answer, time.monotonic() - began))
        wait_for(lambda: _is_told_as_over(service), 20, "the end of shedding is told")
        yield Overload(service, answers["patient"], answers["nobody"], cheap)


def _log_in(base_url: str, number: int, answers: dict[str, list[httpx.Response]]) -> None:
    """Who comes first may come first each time: every client asks for both names, or one of them never gets in."""
    names = sorted(answers)
    with httpx.Client(base_url=base_url, timeout=4 * DEADLINE_S) as client:
        for attempt in range(number, number + ATTEMPTS):
            name = names[attempt % len(names)]
            answers[name].append(client.post("/api/auth/login", json={"username": name, "password": "correct horse"}))
            time.sleep(BETWEEN_ATTEMPTS_S)


def _is_told_as_over(service: RunningService) -> bool:
    actions = [line["action"] for line in service.lines("lifecycle")]
    return actions.count("shedding_started") == actions.count("shedding_stopped") > 0


def _without_ids(body: JsonObject) -> JsonObject:
    return {name: value for name, value in body.items() if name not in ("trace_id", "retry_after_s", "error_code")}


def test_every_login_is_let_in_or_refused_and_none_is_lost(overload: Overload) -> None:
    """No time-out, no reset, no 500: a client always knows where it stands."""
    assert {answer.status_code for answer in overload.known} == {200, 503}
    assert {answer.status_code for answer in overload.unknown} == {401, 503}
    assert len(overload.known) + len(overload.unknown) == CLIENTS * ATTEMPTS
    assert len(overload.refused) > CLIENTS / 2


def test_a_refusal_says_overloaded_and_when_to_come_back(overload: Overload) -> None:
    """Between one and five seconds, and not all at the same moment."""
    bodies = [answer.json() for answer in overload.refused]
    assert {body["error_kind"] for body in bodies} == {"overloaded"}
    assert {body["error_code"] for body in bodies} <= REFUSALS
    assert {body["retryable"] for body in bodies} == {True}
    retry_after = {int(answer.headers["Retry-After"]) for answer in overload.refused}
    assert retry_after <= {1, 2, 3, 4, 5}
    assert len(retry_after) > 1


def test_known_and_unknown_users_are_refused_alike(overload: Overload) -> None:
    """An overload must not become a way to find out who has an account."""
    of_known, of_unknown = (
        {str(_without_ids(answer.json())) for answer in answers if answer.status_code == 503}
        for answers in (overload.known, overload.unknown)
    )
    assert of_known == of_unknown
    assert len(of_known) == 1


def test_an_early_refusal_looked_at_nothing(overload: Overload) -> None:
    """No lock, no memory, no database and not even the name: what it costs is what the others can't have."""
    lines = overload.service.lines("request")
    early = [line for line in lines if line.get("error_code") == "hash_queue_full" and "user_ref" not in line]
    assert len(early) > CLIENTS / 2
    for line in early:
        assert not [name for name in line if name.startswith(("lock_", "pool_", "db_", "hash_w", "hash_m", "sign_"))]


def test_cheap_requests_are_answered_all_the_while(overload: Overload) -> None:
    """Health checks and token checks never queue behind logins, or an overload looks like an outage."""
    assert len(overload.cheap) > 4
    assert {answer.status_code for answer, _took_s in overload.cheap} == {200}
    assert max(took_s for _answer, took_s in overload.cheap) < DEADLINE_S


def test_shedding_is_told_once_when_it_begins_and_once_when_it_ends(overload: Overload) -> None:
    """Each refusal has its own line already; the two say when it was, and how many it were."""
    told = [line for line in overload.service.lines("lifecycle") if line["action"].startswith("shedding_")]
    for reason in {line["detail"].partition(",")[0] for line in told}:
        transitions = [line["action"] for line in told if line["detail"].partition(",")[0] == reason]
        assert transitions == ["shedding_started", "shedding_stopped"] * (len(transitions) // 2)
        assert len(transitions) <= 4  # a machine that stands still for seconds may make it two
    stopped = [line for line in told if line["action"] == "shedding_stopped"]
    assert sum(line["count"] for line in stopped) == len(overload.refused)


def test_what_was_refused_is_counted_and_the_lane_is_empty_again(overload: Overload) -> None:
    """A place that is lost is a login less at once, for ever."""
    expected = {
        series("surelock_shedding", reason="hash_lane", worker="0"): 0,
        series("surelock_hash_lane_running", worker="0"): 0,
        series("surelock_hash_lane_waiting", worker="0"): 0,
    }

    def shown() -> dict[tuple[str, frozenset[tuple[str, str]]], float | None]:
        figures = scraped(overload.service)
        return {name: figures.get(name) for name in expected}

    wait_for(lambda: shown() == expected, 10, "the figures of an end")
    figures = scraped(overload.service)
    shed = [figures.get(series("surelock_shed_requests_total", reason=reason), 0) for reason in ShedReason]
    assert sum(shed) == len(overload.refused)
    assert overload.service.login("patient").status_code == 200


def test_clients_that_ask_again_at_once_are_answered_each_time(overload: Overload) -> None:
    """The next request is there before the accept thread is done with the last one: no reason to go ever deeper."""
    body = b'{"username": "nobody", "password": "correct horse"}'
    head = b"POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
    statuses: list[int] = []

    def hammer() -> None:
        with open_connection(overload.service.port, timeout_s=2 * DEADLINE_S) as connection:
            while time.monotonic() < until:
                connection.sendall(head % len(body) + body)
                statuses.append(read_answer(connection).status)

    until = time.monotonic() + 3
    clients = [threading.Thread(target=hammer) for _ in range(16)]
    for client in clients:
        client.start()
    for client in clients:
        client.join(timeout=30)
    assert set(statuses) == {401, 503}
    assert statuses.count(503) > len(clients)
    assert overload.service.login("patient").status_code in (200, 503)


def test_a_burst_of_cheap_requests_is_served_and_not_refused(database: TestDatabase, tmp_path: Path) -> None:
    """More at once than there are places is no overload, as long as each is done in a moment."""
    limits: dict[str, str | int] = {"DATABASE_URL": database.url, "SECRET_KEY": SECRET_KEY, "WEB_CONCURRENCY": 1}
    with running_service(tmp_path / "log", **limits) as service:
        token = service.register("one-of-many")["token"]
        me = f"GET /api/auth/me HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n\r\n".encode()
        body = b'{"username": "one-of-many", "password": "correct horse"}'
        head = (
            b"POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
        )
        for request in (me, head % len(body) + body):
            with ExitStack() as stack:
                clients = [stack.enter_context(open_connection(service.port, timeout_s=20)) for _ in range(60)]
                for client in clients:
                    client.sendall(request)
                assert {read_answer(client).status for client in clients} == {200}
