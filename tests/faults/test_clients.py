"""Clients that are slow, silent, deaf or wrong, on purpose or not, hold up nobody but themselves."""

from __future__ import annotations

import json
import resource
import select
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import httpx
import pytest

from tests.support.fault_site import CHEAP_WITHIN_S, DEADLINE_S, LOCK_TIMEOUT_S, PASSWORD, SETTINGS, SLACK_S
from tests.support.faults import table_locked
from tests.support.postgres import TestDatabase
from tests.support.raw_http import RawAnswer, exchange, open_connection, read_answer
from tests.support.service import RunningService, running_service, wait_for

CLIENTS = 60
DRIP_INTERVAL_S = 0.1
CLOSERS = 12
IDLE_MAX = 10_000
FILES_BESIDE_IDLE = 500
KEPT_CLIENTS = 20
LARGEST_SHARE = 0.75
# More than there are threads. The kernel takes some 250 answers for each before it takes no more, so a crowd of these
# keeps the machine busy for long before they are a fault at all.
DEAF_CLIENTS = 24
FILLING_S = 30.0
PIPELINED = 1000
CLOSED_CLIENTS = 1500
SMALL_BUFFER = 4096
BODY_MAX = 65536
# Answers to those who are too late; then their connection is closed.
SENDING_S = 1.0
STAY_S = 1.0

HEALTH = b"GET /health HTTP/1.1\r\nHost: t\r\n\r\n"
HEALTH_CLOSE = b"GET /health HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n"
CREDENTIALS = json.dumps({"username": "honest", "password": PASSWORD}).encode()
LOGIN = b"POST /api/auth/login HTTP/1.1\r\nHost: t\r\nContent-Type: application/json\r\n"


@pytest.fixture(scope="module")
def service(database: TestDatabase, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningService]:
    """One worker, so that whoever is held up is seen."""
    log_file = tmp_path_factory.mktemp("clients") / "log"
    with running_service(log_file, **SETTINGS | {"DATABASE_URL": database.url}) as running:
        running.register("honest")
        yield running


@contextmanager
def others_are_served(service: RunningService) -> Iterator[None]:
    """Whoever else comes during the body is answered at once, with a login as with /health."""
    is_over = threading.Event()
    seen: list[tuple[int, float]] = []

    def watch() -> None:
        while not is_over.is_set():
            for sent in (HEALTH_CLOSE, login_request(b"Connection: close\r\n")):
                started = time.monotonic()
                answer = exchange(service.port, sent)
                seen.append((answer.status if answer.raw else 0, time.monotonic() - started))
            is_over.wait(DRIP_INTERVAL_S)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield
    finally:
        is_over.set()
        watcher.join(timeout=60)
    assert not watcher.is_alive()
    assert Counter(status for status, _took_s in seen) == {200: len(seen)}
    assert max(took_s for _status, took_s in seen) <= CHEAP_WITHIN_S + SLACK_S


def login_request(headers: bytes = b"") -> bytes:
    return LOGIN + headers + b"Content-Length: %d\r\n\r\n" % len(CREDENTIALS) + CREDENTIALS


def crowd(service: RunningService, stack: ExitStack, number: int = CLIENTS) -> list[socket.socket]:
    return [stack.enter_context(open_connection(service.port)) for _ in range(number)]


def drip(connections: list[socket.socket], within_s: float) -> list[socket.socket]:
    """Send a byte now and then on each until something comes back. Returns those on which nothing did."""
    waiting = set(connections)
    give_up_at = time.monotonic() + within_s
    while waiting and time.monotonic() < give_up_at:
        readable, _, _ = select.select(waiting, [], [], DRIP_INTERVAL_S)
        waiting.difference_update(readable)
        for connection in waiting:
            with suppress(OSError):
                connection.send(b"a")
    return list(waiting)


# Slow and silent clients


@pytest.mark.parametrize(
    ("began", "code"),
    [
        pytest.param(b"GET /health HTTP/1.1\r\nX-Slow: ", "deadline_in_head", id="head"),
        pytest.param(LOGIN + b"Content-Length: 1000\r\n\r\n{", "deadline_in_body", id="body"),
        pytest.param(LOGIN + b"Transfer-Encoding: chunked\r\n\r\n3e8\r\n", "deadline_in_body", id="chunked body"),
    ],
)
def test_slow_senders_are_told_at_the_deadline_and_hold_up_nobody(
    service: RunningService, began: bytes, code: str
) -> None:
    """A byte now and then keeps a time-out for each read from ever passing."""
    with ExitStack() as stack, others_are_served(service):
        slow = crowd(service, stack)
        for connection in slow:
            connection.sendall(began)
        assert drip(slow, DEADLINE_S + SLACK_S) == []
        answers = [read_answer(connection) for connection in slow]
        assert Counter((answer.status, answer.json["error_code"]) for answer in answers) == {(408, code): CLIENTS}
        assert {answer.headers["connection"] for answer in answers} == {"close"}


def test_silent_connections_are_closed_in_time_and_hold_up_nobody(service: RunningService) -> None:
    """Browsers open them in advance, port scanners by the hundred; there is nobody to tell anything."""
    with ExitStack() as stack, others_are_served(service):
        silent = crowd(service, stack)
        opened_at = time.monotonic()
        for connection in silent:
            connection.settimeout(max(opened_at + DEADLINE_S + SLACK_S - time.monotonic(), 0.01))
            assert connection.recv(1) == b""


def test_clients_that_do_not_read_lose_their_connection_and_hold_up_nobody(service: RunningService) -> None:
    """A request of a few bytes must not buy an answer of megabytes that waits in a thread."""
    with ExitStack() as stack, others_are_served(service):
        deaf = [stack.enter_context(_deaf_connection(service)) for _ in range(DEAF_CLIENTS)]
        closed = f'surelock_connections_closed_total{{reason="answer_not_read"}} {DEAF_CLIENTS}.0'
        within_s = FILLING_S + DEADLINE_S + SENDING_S + SLACK_S
        wait_for(lambda: closed in service.get("/metrics").text, within_s, "each lost its connection")
        for connection in deaf:
            raw = _all_of(connection)
            assert raw is not None, "the connection is still open"
            assert raw.count(b"HTTP/1.1 200") < PIPELINED


def _deaf_connection(service: RunningService) -> socket.socket:
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL_BUFFER)
    connection.settimeout(10)
    connection.connect(("127.0.0.1", service.port))
    connection.setblocking(False)
    with suppress(OSError):  # more than the buffers hold
        connection.send(b"GET /metrics HTTP/1.1\r\nHost: t\r\n\r\n" * PIPELINED)
    return connection


def _all_of(connection: socket.socket) -> bytes | None:
    """What had been sent before the server hung up; None when it does not."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024 * SMALL_BUFFER)  # or it takes a second each
    connection.settimeout(1.0)
    raw = b""
    while True:
        try:
            data = connection.recv(65536)
        except ConnectionError:
            return raw
        except TimeoutError:
            return None
        if not data:
            return raw
        raw += data


def test_clients_that_do_not_hang_up_after_the_last_answer_hold_up_nobody(service: RunningService) -> None:
    """A dozen of these once stalled a worker until its master killed it."""
    with ExitStack() as stack:
        stayers = crowd(service, stack, CLOSERS)
        with others_are_served(service):
            for connection in stayers:
                connection.sendall(HEALTH_CLOSE)
            for connection in stayers:
                assert read_answer(connection).status == 200
            time.sleep(STAY_S)


def test_thousands_of_idle_connections_do_not_starve_new_ones(service: RunningService) -> None:
    """More than a worker keeps; the oldest make room."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    number = min(IDLE_MAX, hard - FILES_BESIDE_IDLE)
    try:
        with ExitStack() as stack, others_are_served(service):
            for _ in range(number):
                stack.enter_context(open_connection(service.port, timeout_s=5))
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert number > 2000, f"RLIMIT_NOFILE is {hard}: too few to say anything"


def test_idle_kept_connections_by_the_thousand_do_not_starve_new_ones(service: RunningService) -> None:
    """Each has had an answer, and would like to have more later."""
    with ExitStack() as stack, others_are_served(service):
        for _ in range(1500):
            connection = stack.enter_context(open_connection(service.port))
            connection.sendall(HEALTH)
            assert read_answer(connection).status == 200


# Bodies


def chunked(*chunks: bytes, end: bytes = b"0\r\n\r\n", headers: bytes = b"") -> bytes:
    body = b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks)
    return LOGIN + headers + b"Transfer-Encoding: chunked\r\n\r\n" + body + end


LARGE = b" " * (BODY_MAX + 1)
BAD_BODIES = {
    "short": (LOGIN + b"Content-Length: 100\r\n\r\n" + CREDENTIALS, 400, "body_incomplete"),
    "none of it": (LOGIN + b"Content-Length: 100\r\n\r\n", 400, "body_incomplete"),
    "too large": (LOGIN + b"Content-Length: %d\r\n\r\n" % len(LARGE) + LARGE, 413, "body_too_large"),
    "too large, and it does not come": (LOGIN + b"Content-Length: 1000000000\r\n\r\n", 413, "body_too_large"),
    "chunk cut": (chunked(end=b"100\r\n{"), 400, "body_malformed"),
    "last chunk missing": (chunked(CREDENTIALS, end=b""), 400, "body_malformed"),
    "chunk size no number": (chunked(end=b"xyz\r\n{}\r\n0\r\n\r\n"), 400, "body_malformed"),
    "chunk longer than its size": (chunked(end=b"1\r\n{}\r\n0\r\n\r\n"), 400, "body_malformed"),
    "chunks too large": (chunked(LARGE[:BODY_MAX], LARGE[:2]), 413, "body_too_large"),
    "one chunk too large": (chunked(LARGE), 413, "body_too_large"),
}


@pytest.mark.parametrize("name", BAD_BODIES)
def test_a_body_that_is_not_as_announced_is_refused(service: RunningService, name: str) -> None:
    """What is not whole must not be taken for whole, and the server must not wait for what does not come."""
    sent, status, code = BAD_BODIES[name]
    with open_connection(service.port) as connection:
        started = time.monotonic()
        connection.sendall(sent)
        connection.shutdown(socket.SHUT_WR)
        answer = read_answer(connection)
        assert time.monotonic() - started <= CHEAP_WITHIN_S + SLACK_S
        assert (answer.status, answer.json["error_code"]) == (status, code)


def test_a_body_in_chunks_is_served(service: RunningService) -> None:
    """However it is cut, with extensions and trailers, which nobody reads."""
    for sent in (
        chunked(CREDENTIALS),
        chunked(CREDENTIALS[:1], CREDENTIALS[1:7], CREDENTIALS[7:]),
        chunked(CREDENTIALS, end=b"0\r\nX-Sum: 1\r\n\r\n"),
        chunked(end=b"%X;note=1\r\n%s\r\n0\r\n\r\n" % (len(CREDENTIALS), CREDENTIALS)),
    ):
        with open_connection(service.port) as connection:
            connection.sendall(sent)
            answer = read_answer(connection)
            assert (answer.status, answer.json["username"]) == (200, "honest")


@pytest.mark.parametrize("request_bytes", [login_request(), chunked(CREDENTIALS)], ids=["length", "chunks"])
def test_a_request_that_comes_byte_by_byte_is_served(service: RunningService, request_bytes: bytes) -> None:
    """As long as it is there before the deadline."""
    with open_connection(service.port) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for number in range(len(request_bytes)):
            connection.sendall(request_bytes[number : number + 1])
            time.sleep(0.001)
        assert read_answer(connection).status == 200


def test_what_is_pipelined_behind_a_body_in_chunks_is_served_next(service: RunningService) -> None:
    """Where one request ends the next begins, whatever it came in."""
    with open_connection(service.port) as connection:
        connection.sendall(chunked(CREDENTIALS) + chunked(CREDENTIALS, end=b"0\r\nX-Sum: 1\r\n\r\n") + HEALTH_CLOSE)
        answers = _pipelined_answers(connection)
    assert [answer.status for answer in answers] == [200, 200, 200]
    assert answers[-1].json == {"status": "ok"}


def _pipelined_answers(connection: socket.socket) -> list[RawAnswer]:
    raw = b""
    while data := connection.recv(65536):
        raw += data
    return [RawAnswer(b"HTTP/1.1 " + part, is_closed=True) for part in raw.split(b"HTTP/1.1 ")[1:]]


def test_after_a_body_that_nobody_read_no_other_request_is_asked_for(service: RunningService) -> None:
    """What a proxy sends next on a connection that it was told to keep must not be thrown away as the body's rest."""
    with open_connection(service.port) as connection:
        connection.sendall(LOGIN + b"Content-Length: %d\r\n\r\n" % (BODY_MAX + 1) + b"{")
        answer = read_answer(connection)
    assert (answer.status, answer.headers["connection"]) == (413, "close")


def test_a_client_that_asks_before_it_sends_is_answered_also_behind_another_request(service: RunningService) -> None:
    """Else it waits, and so do we."""
    asking = LOGIN + b"Content-Length: %d\r\nExpect: 100-continue\r\n\r\n" % len(CREDENTIALS)
    with open_connection(service.port, timeout_s=DEADLINE_S) as connection:
        connection.sendall(HEALTH + asking)
        assert read_answer(connection).status == 200
        assert read_answer(connection).status == 100
        connection.sendall(CREDENTIALS)
        assert read_answer(connection).status == 200


def test_a_connection_that_was_closed_is_forgotten(service: RunningService) -> None:
    """Clients that keep no connection come by the hundred a second; what they sent must not stay until they are due."""
    padding = b"".join(b"X-%d: %s\r\n" % (number, b"a" * 7000) for number in range(4))
    (worker,) = service.workers()
    before = worker.memory_info().rss
    for _ in range(CLOSED_CLIENTS):
        with open_connection(service.port) as connection:
            connection.sendall(HEALTH.replace(b"\r\n\r\n", b"\r\n" + padding + b"\r\n"))
            assert read_answer(connection).status == 200
    assert worker.memory_info().rss - before < CLOSED_CLIENTS * len(padding) / 2


# More than one worker


def test_kept_connections_are_spread_over_the_workers(database: TestDatabase, tmp_path: Path) -> None:
    """Left alone the kernel gives most of them to one, beside one that is idle."""
    settings = SETTINGS | {"DATABASE_URL": database.url, "WEB_CONCURRENCY": 2}
    with running_service(tmp_path / "log", **settings) as service, ExitStack() as stack:
        clients = [
            stack.enter_context(httpx.Client(base_url=service.base_url, timeout=10)) for _ in range(KEPT_CLIENTS)
        ]
        answers = [client.get("/version") for client in clients]
        assert {answer.status_code for answer in answers} == {200}
        shares = Counter(service.request_line(answer)["pid"] for answer in answers)
    assert max(shares.values()) <= LARGEST_SHARE * KEPT_CLIENTS, shares


# What a proxy in front says

PROXIED_LOCK_TIMEOUT_S = 2.0


def timed_login(service: RunningService, name: str, request_start: str) -> tuple[str, float]:
    started = time.monotonic()
    answer = httpx.post(
        f"{service.base_url}/api/auth/login",
        json={"username": name, "password": PASSWORD},
        headers={"X-Request-Start": request_start},
        timeout=20,
    )
    return answer.json()["error_code"], time.monotonic() - started


def test_what_a_request_waited_at_the_edge_is_taken_from_its_deadline(database: TestDatabase, tmp_path: Path) -> None:
    """Its client has waited since then; what makes no sense changes nothing, and is counted."""
    settings = SETTINGS | {
        "DATABASE_URL": database.url,
        "TRUSTED_PROXY_HOPS": 1,
        "POOL_MAX_SIZE": 8,
        "LOCK_TIMEOUT_MS": int(PROXIED_LOCK_TIMEOUT_S * 1000),
        "QUERY_TIMEOUT_MS": int(PROXIED_LOCK_TIMEOUT_S * 1000) + 250,
    }
    left_s = 1.0
    with running_service(tmp_path / "log", **settings) as service, ThreadPoolExecutor(8) as clients:
        with table_locked(database, "users"):
            began = time.time() - (DEADLINE_S - left_s)
            credible = [f"{began * 1000:.0f}", f"t={began * 1000:.0f}", f"{began:.3f}"]
            incredible = ["soon", f"{(time.time() + 3600) * 1000:.0f}", "0", "1000000000000"]
            asked = [
                clients.submit(timed_login, service, f"waiting-{number}", header)
                for number, header in enumerate(credible + incredible)
            ]
            told = [future.result() for future in asked]
        for code, took_s in told[: len(credible)]:
            assert code.startswith("deadline_in_"), told
            assert took_s <= left_s + SLACK_S
        for code, took_s in told[len(credible) :]:
            assert code == "row_lock_timeout", told
            assert took_s >= PROXIED_LOCK_TIMEOUT_S
        counted = "surelock_request_start_ignored_total 4.0"
        wait_for(lambda: counted in service.get("/metrics").text, 5, "what made no sense is counted")


def test_without_a_trusted_proxy_nobody_is_believed(service: RunningService, database: TestDatabase) -> None:
    """Anybody can write that header."""
    began_ms = f"{(time.time() - DEADLINE_S + 0.2) * 1000:.0f}"
    with table_locked(database, "users"):
        code, took_s = timed_login(service, "not-believed", began_ms)
    assert code == "row_lock_timeout"
    assert took_s >= LOCK_TIMEOUT_S
