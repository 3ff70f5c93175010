"""What the server refuses below the application: told like every other failure, and never in HTML."""

from __future__ import annotations

import json
import os
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.faults import table_locked
from tests.support.postgres import TestDatabase
from tests.support.processes import is_alive
from tests.support.raw_http import RawAnswer, exchange, open_connection, read_answer
from tests.support.service import SECRET_KEY, JsonObject, RunningService, running_service, wait_for

DEADLINE_S = 2.5
SLACK_S = 5.0
TRACE_ID = "0af7651916cd43dd8448eb211c80319c"
LOGIN = b"POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"

REFUSED: dict[str, tuple[bytes, int, str]] = {
    "no HTTP at all": (b"EHLO example.com\r\n\r\n", 400, "request_line_malformed"),
    "bytes": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400, "request_line_malformed"),
    "bare LF": (b"GET / HTTP/1.1\nHost: x\n\n", 400, "request_line_malformed"),
    "path in UTF-8": (b"GET /\xc3\xa4 HTTP/1.1\r\n\r\n", 400, "request_line_malformed"),
    "HTTP/2 preface": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400, "request_line_malformed"),
    "long request line": (b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\n\r\n", 414, "request_line_too_long"),
    "version": (b"GET / HTTP/7.3\r\n\r\n", 400, "http_version_unsupported"),
    "method": (b"get / HTTP/1.1\r\n\r\n", 400, "method_malformed"),
    "long header": (b"GET / HTTP/1.1\r\nX: " + b"a" * 9000 + b"\r\n\r\n", 431, "headers_too_large"),
    "many headers": (b"GET / HTTP/1.1\r\n" + b"X: a\r\n" * 120 + b"\r\n", 431, "headers_too_large"),
    "header name": (b"GET / HTTP/1.1\r\nX Y: a\r\n\r\n", 400, "header_malformed"),
    "NUL in a header": (b"GET / HTTP/1.1\r\nX: a\x00b\r\n\r\n", 400, "header_malformed"),
    "folded header": (b"GET / HTTP/1.1\r\nX: a\r\n b\r\n\r\n", 400, "header_malformed"),
    "negative length": (LOGIN + b"Content-Length: -1\r\n\r\n", 400, "header_malformed"),
    "two lengths": (LOGIN + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\n", 400, "header_malformed"),
    "length and chunks": (LOGIN + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n", 400, "header_malformed"),
    "coding": (LOGIN + b"Transfer-Encoding: rot13, chunked\r\n\r\n", 400, "transfer_coding_unsupported"),
    "expectation": (LOGIN + b"Expect: a miracle\r\nContent-Length: 2\r\n\r\n{}", 417, "expectation_failed"),
    "chunk": (LOGIN + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n", 400, "body_malformed"),
}


@pytest.fixture(scope="module")
def service(database: TestDatabase, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningService]:
    settings: dict[str, Any] = {
        "REQUEST_DEADLINE_MS": int(DEADLINE_S * 1000), "QUERY_TIMEOUT_MS": 1500, "STORAGE_LOCK_TRY_MS": 1500,
        "LOCK_TIMEOUT_MS": 1500, "IDLE_IN_TRANSACTION_TIMEOUT_MS": 1500, "CONNECT_TIMEOUT_SECONDS": 2,
    }  # fmt: skip
    log_file = tmp_path_factory.mktemp("refused") / "log"
    with running_service(log_file, DATABASE_URL=database.url, SECRET_KEY=SECRET_KEY, **settings) as started:
        yield started


def checked(service: RunningService, answer: RawAnswer) -> tuple[JsonObject, JsonObject]:
    """The problem and its one line, after what holds for every refusal."""
    problem = answer.json
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["x-trace-id"] == problem["trace_id"]
    assert problem["status"] == answer.status
    span_id = answer.headers["traceparent"].split("-")[2]

    def lines() -> list[JsonObject]:
        return [line for line in service.lines() if line.get("span_id") == span_id]

    wait_for(lines, 5, "the request's line")
    (line,) = lines()
    told = {name: line[name] for name in ("trace_id", "error_kind", "error_code", "retryable")}
    assert told == {name: problem[name] for name in told}
    assert (line["event"], line["status_code"], line["level"]) == ("request", answer.status, "warn")
    return problem, line


@pytest.mark.parametrize("name", REFUSED)
def test_what_can_not_be_parsed_is_refused_with_a_name(service: RunningService, name: str) -> None:
    """A client, a proxy and a scanner get the same answer as everybody, and the log can tell them apart."""
    sent, status, code = REFUSED[name]
    answer = exchange(service.port, sent)
    problem, _line = checked(service, answer)
    assert (answer.status, problem["error_code"]) == (status, code)
    assert answer.is_closed


@pytest.mark.parametrize("name", [name for name, (_, _, code) in REFUSED.items() if code != "body_malformed"])
def test_what_is_refused_below_the_application_is_unmatched(service: RunningService, name: str) -> None:
    """No path of a scanner becomes a label."""
    answer = exchange(service.port, REFUSED[name][0])
    _problem, line = checked(service, answer)
    assert line["endpoint"] == "unmatched"
    assert answer.headers["connection"] == "close", "nobody knows where a next request would begin"


def test_a_head_that_does_not_arrive_is_refused_at_the_deadline(service: RunningService) -> None:
    """Otherwise a handful of silent clients holds every thread."""
    started = time.monotonic()
    answer = exchange(service.port, b"GET /health HTTP/1.1\r\nX: ", timeout_s=20)
    took_s = time.monotonic() - started
    problem, line = checked(service, answer)
    assert (answer.status, problem["error_code"]) == (408, "deadline_in_head")
    assert DEADLINE_S <= took_s < DEADLINE_S + SLACK_S
    assert line["duration_ms"] >= DEADLINE_S * 1000


def test_a_head_that_arrives_byte_by_byte_is_refused_at_the_deadline(service: RunningService) -> None:
    """The time is for the whole request, not for each of its bytes."""
    started = time.monotonic()
    with open_connection(service.port, timeout_s=20) as connection:
        connection.sendall(b"GET /health HTTP/1.1\r\nX: ")
        while time.monotonic() - started < DEADLINE_S + SLACK_S and not _is_readable(connection):
            connection.sendall(b"a")
            time.sleep(0.1)
        answer = read_answer(connection)
    problem, _line = checked(service, answer)
    assert (answer.status, problem["error_code"]) == (408, "deadline_in_head")


def test_a_body_that_does_not_arrive_is_refused_at_the_deadline(service: RunningService) -> None:
    """The application waits for it no longer than the server for the head."""
    answer = exchange(service.port, LOGIN + b"Content-Length: 100\r\n\r\n{", timeout_s=20)
    problem, line = checked(service, answer)
    assert (answer.status, problem["error_code"]) == (408, "deadline_in_body")
    assert answer.headers["connection"] == "close"
    assert line["endpoint"] == "/api/auth/login"


def test_a_client_that_goes_away_in_the_middle_of_its_head_leaves_no_failure(service: RunningService) -> None:
    """There is nobody to answer, and nothing was asked."""
    before = len([line for line in service.lines() if "error_kind" in line])
    with open_connection(service.port) as connection:
        connection.sendall(b"GET /health HT")
    assert service.get("/health").status_code == 200
    assert len([line for line in service.lines() if "error_kind" in line]) == before


def test_garbage_after_an_answered_request_is_no_second_answer(service: RunningService) -> None:
    """A stray answer would be taken for that of the next request on the connection."""
    answer = exchange(service.port, b"GET /health HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")
    assert (answer.status, answer.raw.count(b"HTTP/1.1")) == (200, 1)
    assert answer.is_closed


def test_a_trace_is_continued_where_the_header_could_be_read(service: RunningService) -> None:
    """The refusal belongs to the client's trace, if it told one before it went wrong."""
    head = b"POST /health HTTP/1.1\r\ntraceparent: 00-" + TRACE_ID.encode() + b"-b7ad6b7169203331-01\r\n"
    answer = exchange(service.port, head + b"Content-Length: x\r\n\r\n")
    problem, line = checked(service, answer)
    assert problem["trace_id"] == TRACE_ID
    assert line["method"] == "POST"


def test_an_aborted_worker_tells_each_request_that_it_cuts(database: TestDatabase, tmp_path: Path) -> None:
    """A request that simply vanished is what nobody could explain before."""
    with running_service(
        tmp_path / "log", DATABASE_URL=database.url, SECRET_KEY=SECRET_KEY, WEB_CONCURRENCY=1
    ) as service:
        (worker,) = service.workers()
        held = [_half_a_login(service.port) for _ in range(3)]
        os.kill(worker.pid, signal.SIGABRT)
        for connection in held:
            assert _until_gone(connection) == b"", "a request that was told as cut is not answered"
            connection.close()
        wait_for(lambda: service.workers() and service.workers()[0].pid != worker.pid, 20, "another worker")
        service.stop()
        cut = [line for line in service.lines("error") if line["error_code"] == "request_cut"]
        assert [(line["endpoint"], line["method"], line["pid"]) for line in cut] == [
            ("/api/auth/login", "POST", worker.pid)
        ] * 3
        assert len({line["trace_id"] for line in cut}) == 3
        details = database.run("SELECT story->>'detail' FROM error_records WHERE error_code = 'request_cut'")
        assert details == [("The request was cut off: the worker was aborted",)] * 3


def test_a_request_that_outlives_the_graceful_time_out_is_told_as_cut(database: TestDatabase, tmp_path: Path) -> None:
    """The same at the end of a deploy: it took nearly its whole time to arrive, and then waits for the database."""
    limits = {"GRACEFUL_TIMEOUT_SECONDS": 3, "REQUEST_DEADLINE_MS": 2900, "QUERY_TIMEOUT_MS": 2500}
    others = {"IDLE_IN_TRANSACTION_TIMEOUT_MS": 2000, "LOCK_TIMEOUT_MS": 2400}
    with running_service(
        tmp_path / "log", DATABASE_URL=database.url, SECRET_KEY=SECRET_KEY, WEB_CONCURRENCY=1, **limits, **others
    ) as service:
        body = b'{"username": "somebody", "password": "correct horse"}'
        with table_locked(database, "users"), open_connection(service.port, timeout_s=20) as connection:
            connection.sendall(LOGIN + b"Content-Length: %d\r\n\r\n" % len(body))
            time.sleep(0.3)
            service.process.send_signal(signal.SIGTERM)
            time.sleep(2.2)
            connection.sendall(body)
            assert _until_gone(connection) == b"", "a request that was told as cut is not answered"
            assert service.stop() == 0
        (line,) = (line for line in service.lines() if line.get("endpoint") == "/api/auth/login")
        assert (line["event"], line["error_code"], line["component"]) == ("error", "request_cut", "worker")


def test_requests_that_go_with_the_master_are_told_and_recorded(database: TestDatabase, tmp_path: Path) -> None:
    """kill -9 of the master, or its end by the kernel when memory runs out: the workers leave, too."""
    with RunningService(
        tmp_path / "log", DATABASE_URL=database.url, SECRET_KEY=SECRET_KEY, WEB_CONCURRENCY=1
    ) as service:
        service.wait_until_ready()
        (worker,) = service.workers()
        held = [_half_a_login(service.port) for _ in range(2)]
        service.process.kill()
        for connection in held:
            assert _until_gone(connection) == b""
            connection.close()
        wait_for(lambda: not is_alive(worker), 10, "the worker has left")
        cut = [line for line in service.lines("error") if line["error_code"] == "request_cut"]
        assert len(cut) == 2
        recorded = database.run("SELECT trace_id FROM error_records WHERE error_code = 'request_cut'")
        assert {line["trace_id"] for line in cut} <= {trace_id for (trace_id,) in recorded}


def test_readiness_fails_while_the_worker_drains(database: TestDatabase, tmp_path: Path) -> None:
    """The load balancer is to send no more, on connections that are open already."""
    with running_service(
        tmp_path / "log", DATABASE_URL=database.url, SECRET_KEY=SECRET_KEY, WEB_CONCURRENCY=1
    ) as service:
        with open_connection(service.port) as busy, open_connection(service.port) as kept:
            kept.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
            assert read_answer(kept).status == 200
            busy.sendall(LOGIN + b"Content-Length: 2\r\n\r\n")
            time.sleep(0.3)  # until the worker has read the head
            service.process.send_signal(signal.SIGTERM)
            time.sleep(0.3)
            kept.sendall(b"GET /health/ready HTTP/1.1\r\nHost: x\r\n\r\n")
            answer = read_answer(kept)
            busy.sendall(b"{}")
            assert read_answer(busy).status == 400
        assert answer.status == 503
        assert answer.json["error_code"] == "draining"
        assert int(answer.headers["retry-after"]) >= 1


def _half_a_login(port: int) -> socket.socket:
    """A request under way: its head has been read, its body is missing."""
    connection = open_connection(port, timeout_s=20)
    connection.sendall(LOGIN + b"Content-Length: 100\r\n\r\n{")
    time.sleep(0.5)
    return connection


def _until_gone(connection: socket.socket) -> bytes:
    try:
        return connection.recv(1000)
    except ConnectionResetError:
        return b""


def _is_readable(connection: socket.socket) -> bool:
    connection.settimeout(0.001)
    try:
        return bool(connection.recv(1, socket.MSG_PEEK))
    except TimeoutError:
        return False
    finally:
        connection.settimeout(20)


def test_no_line_has_a_traceback_or_a_page(service: RunningService) -> None:
    """Last in this module, over everything that was sent to the service above."""
    raw = service.log_file.read_text()
    assert "Traceback" not in raw
    assert "<html" not in raw
    assert all(json.loads(line)["logger"] != "gunicorn.error" or '"level":"info"' in line for line in raw.splitlines())
