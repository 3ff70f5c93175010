"""What a platform, a load balancer and an operator ask: alive, ready, which version; and what they get for nonsense."""

from __future__ import annotations

import re
import socket

import pytest

from service import __version__
from service.errors.catalogue import catalogue
from tests.support.service import RunningService

TRACE_ID = re.compile("[0-9a-f]{32}")


def test_health_and_readiness_say_so(service: RunningService) -> None:
    """The two questions a platform asks."""
    assert service.get("/health").json() == {"status": "ok"}
    ready = service.get("/health/ready").json()
    assert ready == {"status": "ready", "checks": {"database": "ok", "schema": "ok", "threads": "ok"}}


def test_version_tells_what_is_running(service: RunningService) -> None:
    """The first question in an incident."""
    answer = service.get("/version").json()
    assert answer["version"] == __version__
    assert re.fullmatch("3[.][0-9]+[.][0-9]+.*", answer["python"])
    assert answer["schema_version"] == 2
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", answer["built_at"])
    assert "commit" in answer


def test_the_catalogue_of_failures_is_served_to_anybody(service: RunningService) -> None:
    """It explains the answers below to whoever gets them."""
    answer = service.get("/api/errors")
    assert answer.headers["cache-control"] == "public, max-age=300"
    assert answer.json() == catalogue()


def test_every_answer_carries_its_trace_and_continues_the_callers(service: RunningService) -> None:
    """The id in a bug report leads to the line in the log."""
    plain = service.get("/health")
    assert TRACE_ID.fullmatch(plain.headers["x-trace-id"])
    callers = "4bf92f3577b34da6a3ce929d0e0e4736"
    header = f"00-{callers}-00f067aa0ba902b7-01"
    continued = service.client.get("/api/auth/me", headers={"traceparent": header})
    assert continued.headers["x-trace-id"] == continued.json()["trace_id"] == callers
    line = service.request_line(continued)
    assert (line["trace_id"], line["parent_span_id"]) == (callers, "00f067aa0ba902b7")
    assert (line["error_kind"], line["error_code"], line["status_code"]) == ("auth_error", "token_missing", 401)
    assert (line["endpoint"], line["method"], line["level"]) == ("/api/auth/me", "GET", "warn")


@pytest.mark.parametrize(
    ("method", "path", "status", "kind", "endpoint"),
    [
        ("GET", "/nothing/here", 404, "not_found", "unmatched"),
        ("GET", "/api/auth/login", 405, "method_not_allowed", "/api/auth/login"),
        ("DELETE", "/health", 405, "method_not_allowed", "/health"),
        ("PROPFIND", "/health", 405, "method_not_allowed", "/health"),
    ],
)
def test_what_does_not_exist_is_classified(
    service: RunningService, method: str, path: str, status: int, kind: str, endpoint: str
) -> None:
    """Scanners ask all day; their noise has a name, too."""
    answer = service.client.request(method, path)
    assert (answer.status_code, answer.json()["error_kind"]) == (status, kind)
    line = service.request_line(answer)
    assert (line["endpoint"], line["error_kind"]) == (endpoint, kind)
    if status == 405:
        assert answer.headers["allow"]


def _raw(service: RunningService, request: bytes) -> bytes:
    """What a client gets that sends *request* to the letter and then closes its side."""
    with socket.create_connection(("127.0.0.1", service.port), timeout=20) as connection:
        connection.sendall(request)
        connection.shutdown(socket.SHUT_WR)
        answer = b""
        while received := connection.recv(65536):
            answer += received
    return answer


LOGIN = b"POST /api/auth/login HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n"


@pytest.mark.parametrize(
    ("rest", "status", "code"),
    [
        (b'Content-Length: 100\r\n\r\n{"username": "x"', 400, b"body_incomplete"),
        (b"Content-Length: 70000\r\n\r\n" + b" " * 70000, 413, b"body_too_large"),
        (b"Transfer-Encoding: chunked\r\n\r\n11170\r\n" + b" " * 70000 + b"\r\n0\r\n\r\n", 413, b"body_too_large"),
        (b"Content-Length: 0\r\n\r\n", 400, b"body_missing"),
        (b'Transfer-Encoding: chunked\r\n\r\n9\r\n{"a":NaN}\r\n0\r\n\r\n', 400, b"body_number_invalid"),
        (b"Transfer-Encoding: chunked\r\n\r\nxyz\r\n{}\r\n0\r\n\r\n", 400, b"body_malformed"),
        (b"Transfer-Encoding: chunked\r\n\r\n50\r\n{}", 400, b"body_"),
    ],
)
def test_a_body_that_is_not_what_it_says_is_refused(
    service: RunningService, rest: bytes, status: int, code: bytes
) -> None:
    """A cut body must never be taken for a whole one."""
    answer = _raw(service, LOGIN + rest)
    assert answer.startswith(b"HTTP/1.1 %d " % status), answer
    assert b"application/problem+json" in answer
    assert code in answer


def test_a_well_formed_chunked_body_is_served(service: RunningService) -> None:
    """Some clients send nothing else."""
    body = b'{"username": "nobody", "password": "correct horse"}'
    chunks = b"%x\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n" % (10, body[:10], len(body) - 10, body[10:])
    assert b"credentials_invalid" in _raw(service, LOGIN + b"Transfer-Encoding: chunked\r\n\r\n" + chunks)


def test_the_pool_tells_its_state(service: RunningService) -> None:
    """One line for each worker at once, then every DB_POOL_METRICS_SECONDS."""
    lines = service.lines("database_pool_metrics")
    assert {line["pid"] for line in lines} >= {worker.pid for worker in service.workers()}
    for line in lines:
        assert (line["connections"], line["idle_connections"], line["max_size"]) == (
            line["pool_size"],
            line["pool_available"],
            line["pool_max"],
        )
