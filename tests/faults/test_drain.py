"""The end of a process: whoever was there before the signal is answered, whoever comes later is told; it is short."""

from __future__ import annotations

import json
import re
import signal
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import psutil
import pytest

from tests.support.fault_site import DEADLINE_S, LOCK_TIMEOUT_S, PASSWORD, SETTINGS, SLACK_S
from tests.support.faults import stopped, table_locked
from tests.support.postgres import TestDatabase, postgres_server, state_folder
from tests.support.processes import is_alive_pid, postmaster_pid, with_children
from tests.support.raw_http import RawAnswer, open_connection, read_answer
from tests.support.service import START_TIMEOUT_S, RunningService, running_service, wait_for

EXIT_MARGIN_S = 5.0
IN_BACKLOG = 40
LATE_INTERVAL_S = 0.05
PROMPT_S = 1.0
# Where logins wait for what the test holds, and are to end for no other reason than the one it is about.
PATIENT = {
    "REQUEST_DEADLINE_MS": 18_000,
    "POOL_TIMEOUT_MS": 15_000,
    "LOCK_TIMEOUT_MS": 15_000,
    "QUERY_TIMEOUT_MS": 16_000,
}
KILL_ROUNDS = 3
LOGIN_CLIENTS = 4
BOOT_ROUNDS = 3

JWKS = b"GET /.well-known/jwks.json HTTP/1.1\r\nHost: t\r\n\r\n"


def login_bytes(username: str) -> bytes:
    return _post("login", username=username, password=PASSWORD)


def register_bytes(username: str) -> bytes:
    return _post("register", username=username, email=f"{username}@example.com", password=PASSWORD)


def _post(what: str, **fields: str) -> bytes:
    body = json.dumps(fields).encode()
    head = f"POST /api/auth/{what} HTTP/1.1\r\nHost: t\r\nContent-Type: application/json\r\nContent-Length: {len(body)}"
    return head.encode() + b"\r\n\r\n" + body


@pytest.fixture
def service(database: TestDatabase, tmp_path: Path) -> Iterator[RunningService]:
    with running_service(tmp_path / "log", **SETTINGS | {"DATABASE_URL": database.url}) as running:
        yield running


@pytest.fixture
def honest(service: RunningService) -> str:
    """A user who is there; the module's tests share a database."""
    name = f"honest-{service.port}"
    service.register(name)
    return name


def assert_ended(service: RunningService, signalled_at: float) -> None:
    assert service.process.wait(timeout=30) == 0
    assert time.monotonic() - signalled_at <= DEADLINE_S + EXIT_MARGIN_S


def waiting(database: TestDatabase) -> int:
    ((count,),) = database.run(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    return int(count)


@contextmanager
def latecomers(service: RunningService) -> Iterator[Counter[str]]:
    """In the body new clients come all the time; what became of each is in the counter."""
    is_over = threading.Event()
    fates: Counter[str] = Counter()

    def come() -> None:
        while not is_over.is_set():
            fates[_fate(service.port)] += 1
            is_over.wait(LATE_INTERVAL_S)

    thread = threading.Thread(target=come)
    thread.start()
    try:
        yield fates
    finally:
        is_over.set()
        thread.join(timeout=30)


def _fate(port: int) -> str:
    answer = _asked(port, login_bytes("nobody-of-that-name"))
    if isinstance(answer, str):
        return answer
    if answer.headers.get("connection") != "close":
        return f"{answer.status} and kept"
    return f"{answer.status} {answer.json['error_code']}"


def _asked(port: int, request: bytes) -> RawAnswer | str:
    """The answer to *request*, which is sent as soon as there is a connection; or how that ended without one."""
    try:
        with open_connection(port, timeout_s=DEADLINE_S + SLACK_S) as connection:
            connection.sendall(request)
            return read_answer(connection)
    except (ConnectionRefusedError, ConnectionResetError, BrokenPipeError):
        return "refused"
    except TimeoutError:
        return "silence"
    except AssertionError:
        return "hung up without a word"


def test_what_is_in_flight_is_answered_and_late_ones_are_refused_cleanly(
    service: RunningService, honest: str, database: TestDatabase
) -> None:
    """A deploy is nobody's failure."""
    before = [f"before-{service.port}-{number}" for number in range(LOGIN_CLIENTS)]
    for name in before:
        service.register(name)
    with ExitStack() as stack:
        with table_locked(database, "users"):
            in_flight = [stack.enter_context(open_connection(service.port)) for _ in before]
            for name, connection in zip(before, in_flight, strict=True):
                connection.sendall(login_bytes(name))
            wait_for(lambda: waiting(database) >= 1, 5, "logins are under way")
            signalled_at = time.monotonic()
            service.process.send_signal(signal.SIGTERM)
            time.sleep(LOCK_TIMEOUT_S / 3)
        with latecomers(service) as fates:
            answers = [read_answer(connection) for connection in in_flight]
            assert_ended(service, signalled_at)
    assert [answer.status for answer in answers] == [200] * len(before)
    assert {answer.headers["connection"] for answer in answers} == {"close"}
    # Those of the first moment were sent before they could know.
    assert set(fates) <= {"503 draining", "refused", "401 credentials_invalid"}, fates
    assert fates["refused"] >= 1


def test_readiness_fails_first_of_all(service: RunningService) -> None:
    """Whoever asks is to send no more."""
    with open_connection(service.port) as connection:
        connection.sendall(b"GET /health HTTP/1.1\r\nHost: t\r\n\r\n")
        assert read_answer(connection).status == 200
        (worker,) = service.workers()
        with stopped_worker(worker):
            service.process.send_signal(signal.SIGTERM)
            connection.sendall(b"GET /health/ready HTTP/1.1\r\nHost: t\r\n\r\n")
            _until_signalled(worker)
        answer = read_answer(connection)
    assert (answer.status, answer.json["error_code"]) == (503, "draining")
    assert answer.headers["connection"] == "close"


@contextmanager
def stopped_worker(worker: psutil.Process) -> Iterator[None]:
    """It takes nothing in the body; what is sent meanwhile waits in the kernel."""
    with stopped([worker.pid]):
        wait_for(lambda: worker.status() == psutil.STATUS_STOPPED, 5, "the worker stands still")
        yield


def _until_signalled(worker: psutil.Process) -> None:
    """Until the master's SIGTERM waits for the stopped worker."""
    wait_for(lambda: _has_pending(worker.pid, signal.SIGTERM), 5, "the master passed the signal on")


def _has_pending(pid: int, sig: signal.Signals) -> bool:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    pending = next(int(line.split()[1], 16) for line in lines if line.startswith("ShdPnd"))
    return bool(pending >> (sig - 1) & 1)


def test_whoever_was_told_that_the_connection_stays_open_may_ask_again(database: TestDatabase, tmp_path: Path) -> None:
    """The signal comes when the answer has been sent, and before its thread has done with it."""
    settings = SETTINGS | {"DATABASE_URL": database.url}
    with RunningService(tmp_path / "log", "tests.support.trap:create_app()", **settings) as service:
        service.wait_until_ready()
        with open_connection(service.port) as connection:
            connection.sendall(b"GET /dawdle/1 HTTP/1.1\r\nHost: t\r\n\r\n")
            assert read_answer(connection).headers["connection"] == "keep-alive"
            service.process.send_signal(signal.SIGTERM)
            wait_for(lambda: _begins_to_drain(service), 5, "the worker begins to drain")
            connection.sendall(b"GET /health/ready HTTP/1.1\r\nHost: t\r\n\r\n")
            answer = read_answer(connection)
        assert (answer.status, answer.json["error_code"]) == (503, "draining")
        assert answer.headers["connection"] == "close"


def _begins_to_drain(service: RunningService) -> bool:
    return any(line.get("action") == "draining" for line in service.lines("lifecycle"))


def test_what_waits_in_the_backlog_is_answered(service: RunningService, honest: str) -> None:
    """It was sent before the signal, and the kernel had said yes to it; more of it than there are threads."""
    (worker,) = service.workers()
    requests = [JWKS] * IN_BACKLOG + [login_bytes(honest)] * LOGIN_CLIENTS
    with ExitStack() as stack:
        with stopped_worker(worker):
            connections = [stack.enter_context(open_connection(service.port)) for _ in requests]
            for connection, sent in zip(connections, requests, strict=True):
                connection.sendall(sent)
            signalled_at = time.monotonic()
            service.process.send_signal(signal.SIGTERM)
            _until_signalled(worker)
        answers = [read_answer(connection) for connection in connections]
        assert_ended(service, signalled_at)
    assert Counter(answer.status for answer in answers) == {200: len(requests)}
    assert {answer.headers["connection"] for answer in answers} == {"close"}


def test_a_worker_that_is_just_being_started_hears_of_the_end(database: TestDatabase, tmp_path: Path) -> None:
    """A signal between the fork and the worker's own handlers was the master's to handle, who had sent it."""
    settings = SETTINGS | {"DATABASE_URL": database.url}
    for round_number in range(BOOT_ROUNDS):
        log_file = tmp_path / f"log-{round_number}"
        with RunningService(log_file, **settings) as service:
            worker = _worker_as_it_boots(log_file)
            with stopped_worker(worker):
                signalled_at = time.monotonic()
                service.process.send_signal(signal.SIGTERM)
                _until_signalled(worker)
            assert_ended(service, signalled_at)


def _worker_as_it_boots(log_file: Path) -> psutil.Process:
    give_up_at = time.monotonic() + START_TIMEOUT_S
    while not (booting := re.search(r"Booting worker with pid: (\d+)", log_file.read_text())):
        assert time.monotonic() < give_up_at, "no worker was started"
    return psutil.Process(int(booting[1]))


# A database that is silent when the end comes


def _end_with_silent_database(service: RunningService, user: str, pids: list[int]) -> list[RawAnswer]:
    """SIGTERM with logins in flight that the database will never answer. Returns what the clients got."""
    with ExitStack() as stack, stopped(pids):
        connections = [stack.enter_context(open_connection(service.port)) for _ in range(LOGIN_CLIENTS)]
        for connection in connections:
            connection.sendall(login_bytes(user))
        time.sleep(PROMPT_S / 4)  # nothing can be seen of a login in a database that stands still
        signalled_at = time.monotonic()
        service.process.send_signal(signal.SIGTERM)
        answers = [read_answer(connection) for connection in connections]
        assert time.monotonic() - signalled_at <= DEADLINE_S + SLACK_S
        assert_ended(service, signalled_at)
    return answers


def test_a_silent_database_does_not_keep_a_process_from_its_end(tmp_path: Path) -> None:
    """Else the platform kills it, and whoever was in flight gets nothing."""
    with postgres_server() as server:
        database = TestDatabase(server)
        with running_service(tmp_path / "log", **SETTINGS | {"DATABASE_URL": database.url}) as service:
            service.register("in-flight")
            answers = _end_with_silent_database(service, "in-flight", with_children(database.postmaster_pid()))
    assert {answer.status for answer in answers} <= {503, 504}


def embedded_settings(state: Path) -> dict[str, str | int]:
    return {name: value for name, value in SETTINGS.items() if name != "SECRET_KEY"} | {
        "SURELOCK_STATE_DIR": str(state)
    }


def test_a_silent_embedded_database_is_ended_with_its_service(tmp_path: Path) -> None:
    """It is killed rather than left, and what it had acknowledged is there at the next start."""
    with state_folder() as folder:
        settings = embedded_settings(folder / "state")
        with running_service(tmp_path / "log", **settings) as service:
            service.register("in-flight")
            pids = with_children(postmaster_pid(folder / "state"))
            answers = _end_with_silent_database(service, "in-flight", pids)
        assert {answer.status for answer in answers} <= {503, 504}
        wait_for(lambda: not any(map(is_alive_pid, pids)), SLACK_S, "no process of the database is left")
        with running_service(tmp_path / "log2", **settings) as service:
            assert service.login("in-flight").status_code == 200


def test_what_was_acknowledged_before_the_end_is_there_after_it(tmp_path: Path) -> None:
    """Registrations until the very last moment; an embedded database ends after those who use it."""
    acknowledged: list[str] = []
    with state_folder() as folder:
        settings = embedded_settings(folder / "state")
        with running_service(tmp_path / "log", **settings) as service:
            pids = with_children(postmaster_pid(folder / "state"))
            with ThreadPoolExecutor(LOGIN_CLIENTS) as clients:
                registering = [
                    clients.submit(_register_until_refused, service.port, f"client-{number}", acknowledged)
                    for number in range(LOGIN_CLIENTS)
                ]
                wait_for(lambda: len(acknowledged) >= 3 * LOGIN_CLIENTS, 20, "registrations are under way")
                signalled_at = time.monotonic()
                service.process.send_signal(signal.SIGTERM)
                assert_ended(service, signalled_at)
                ends = Counter(future.result() for future in registering)
        assert set(ends) <= {"503 draining", "refused"}, ends
        wait_for(lambda: not any(map(is_alive_pid, pids)), SLACK_S, "no process of the database is left")
        with running_service(tmp_path / "log2", **settings) as service:
            assert {service.login(name).status_code for name in acknowledged} == {200}


def _register_until_refused(port: int, prefix: str, acknowledged: list[str]) -> str:
    """Returns how it ended."""
    for number in range(10_000):
        name = f"{prefix}-{number}"
        answer = _asked(port, register_bytes(name))
        if isinstance(answer, str):
            return answer
        if answer.status != 201:
            return f"{answer.status} {answer.json['error_code']}"
        acknowledged.append(name)
    raise AssertionError("the service never ends")


# One of two workers dies without a word


def test_kill_9_of_a_worker_fails_its_clients_at_once_and_no_others(database: TestDatabase, tmp_path: Path) -> None:
    """Out of memory takes one; the other goes on, and nothing that was acknowledged is lost."""
    settings = SETTINGS | PATIENT | {"DATABASE_URL": database.url, "WEB_CONCURRENCY": 2}
    with running_service(tmp_path / "log", **settings) as service:
        for round_number in range(KILL_ROUNDS):
            _kill_one_of_two(service, database, round_number)
            wait_for(lambda: len(service.workers()) == 2, 20, "there are two workers again")
            service.wait_until_ready()


def _kill_one_of_two(service: RunningService, database: TestDatabase, round_number: int) -> None:
    names = [f"kill-{service.port}-{round_number}-{number}" for number in range(2 * LOGIN_CLIENTS)]
    for name in names:
        service.register(name)
    victim = service.workers()[0]
    with ExitStack() as stack, ThreadPoolExecutor(len(names)) as clients:
        connections = [stack.enter_context(open_connection(service.port)) for _ in names]
        with table_locked(database, "users"):
            logins = {
                connection.getsockname()[1]: clients.submit(_exchange, connection, login_bytes(name))
                for connection, name in zip(connections, names, strict=True)
            }
            wait_for(lambda: waiting(database) >= 2, SLACK_S, "logins are under way")
            # One that nobody has accepted yet could still become the victim's.
            wait_for(lambda: logins.keys() <= _clients_of(*service.workers()), SLACK_S, "each connection is somebody's")
            theirs = _clients_of(victim)
            victim.kill()
            of_the_dead = [login for port, login in logins.items() if port in theirs]
            killed_at = time.monotonic()
            assert [login.result(timeout=PROMPT_S + SLACK_S) for login in of_the_dead] == [None] * len(of_the_dead)
            assert time.monotonic() - killed_at <= PROMPT_S + SLACK_S
            assert httpx.get(f"{service.base_url}/health", timeout=PROMPT_S + SLACK_S).status_code == 200
        answers = [login.result() for port, login in logins.items() if port not in theirs]
    assert of_the_dead, "the dead worker had clients"
    assert [answer and answer.status for answer in answers] == [200] * len(answers)
    assert {service.login(name).status_code for name in names} == {200}


def _exchange(connection: socket.socket, sent: bytes) -> RawAnswer | None:
    """The answer, or None when the connection ended without one."""
    connection.sendall(sent)
    try:
        return read_answer(connection)
    except (ConnectionError, AssertionError):
        return None


def _clients_of(*workers: psutil.Process) -> set[int]:
    """The ports of the clients whose connections *workers* have."""
    return {
        connection.raddr.port
        for worker in workers
        for connection in worker.net_connections("tcp")
        if connection.status == psutil.CONN_ESTABLISHED
    }
