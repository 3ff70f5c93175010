"""A thread that waits without bound must not be; when it is all the same, it is seen, told, and got rid of."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from tests.support.postgres import TestDatabase
from tests.support.raw_http import RawAnswer, exchange, open_connection, read_answer
from tests.support.service import SECRET_KEY, RunningService, wait_for

DEADLINE_S = 2.5
STUCK_AFTER_S = 5.0
SLACK_S = 3.0
FOR_EVER = b"GET /trap/60 HTTP/1.1\r\nHost: x\r\n\r\n"


@contextmanager
def service_with_a_trap(log_file: Path, database: TestDatabase, **settings: Any) -> Iterator[RunningService]:
    limits: dict[str, Any] = {
        "REQUEST_DEADLINE_MS": int(DEADLINE_S * 1000), "QUERY_TIMEOUT_MS": 1500, "STORAGE_LOCK_TRY_MS": 1500,
        "LOCK_TIMEOUT_MS": 1500, "IDLE_IN_TRANSACTION_TIMEOUT_MS": 1500,
    }  # fmt: skip
    about = {"DATABASE_URL": database.url, "SECRET_KEY": SECRET_KEY, "WEB_CONCURRENCY": 1}
    with RunningService(log_file, "tests.support.trap:create_app()", **limits | about | settings) as service:
        yield service.wait_until_ready()


def test_a_stuck_request_is_told_with_its_stack_and_its_worker_is_replaced(
    database: TestDatabase, tmp_path: Path
) -> None:
    """The server's own heartbeat comes from another thread and sees nothing."""
    with (
        service_with_a_trap(tmp_path / "log", database) as service,
        open_connection(service.port, timeout_s=30) as stuck,
    ):
        (before,) = service.workers()
        began = time.monotonic()
        stuck.sendall(FOR_EVER)
        wait_for(lambda: _told(service, "worker_replaced"), DEADLINE_S + STUCK_AFTER_S + SLACK_S, "it is seen")
        assert time.monotonic() - began >= DEADLINE_S + STUCK_AFTER_S
        assert stuck.recv(1) == b"", "its client is not left waiting"
        wait_for(lambda: [w.pid for w in service.workers()] not in ([], [before.pid]), 20, "another worker")
        service.wait_until_ready()
        assert service.get("/health").status_code == 200

        (line,) = (line for line in service.lines("error") if line["error_code"] == "request_stuck")
        assert line["exception_stacktrace"][-1].endswith(" trap")
        (cut,) = (line for line in service.lines("error") if line["error_code"] == "request_cut")
        assert (cut["endpoint"], cut["pid"]) == ("/trap/<int:seconds>", before.pid)


def test_the_healthy_are_answered_before_a_stuck_worker_leaves(database: TestDatabase, tmp_path: Path) -> None:
    """Whoever shares a worker with the stuck one did nothing wrong."""
    with (
        service_with_a_trap(tmp_path / "log", database) as service,
        open_connection(service.port, timeout_s=30) as stuck,
    ):
        stuck.sendall(FOR_EVER)
        time.sleep(DEADLINE_S + STUCK_AFTER_S - 1)
        answers: list[int] = []
        slow = threading.Thread(
            target=lambda: answers.append(httpx.get(f"{service.base_url}/trap/2", timeout=20).status_code)
        )
        slow.start()
        wait_for(lambda: _told(service, "worker_replaced"), SLACK_S + 1, "it is seen")
        slow.join(timeout=20)
        assert answers == [200]


def test_a_request_that_no_thread_takes_is_answered_at_its_deadline(database: TestDatabase, tmp_path: Path) -> None:
    """Waiting for a thread counts, also when every thread is stuck."""
    with (
        service_with_a_trap(tmp_path / "log", database, THREADS=1) as service,
        open_connection(service.port, timeout_s=30) as stuck,
    ):
        stuck.sendall(FOR_EVER)
        time.sleep(0.3)
        began = time.monotonic()
        answer = exchange(service.port, b"GET /version HTTP/1.1\r\nHost: x\r\n\r\n", timeout_s=20)
        took_s = time.monotonic() - began
        assert (answer.status, answer.json["error_code"]) == (504, "deadline_in_queue")
        assert DEADLINE_S <= took_s < DEADLINE_S + 0.25 + SLACK_S
        assert _line_of(service, answer)["endpoint"] == "/version"


def test_threads_are_left_to_refuse_and_to_tell_that_the_service_lives(database: TestDatabase, tmp_path: Path) -> None:
    """A limit as high as the number of threads leaves nobody to say that it is reached."""
    with service_with_a_trap(tmp_path / "log", database, THREADS=4) as service:
        held = [open_connection(service.port, timeout_s=30) for _ in range(3)]
        for connection in held:
            connection.sendall(b"GET /trap/2 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        time.sleep(0.3)
        refused = exchange(service.port, b"GET /nowhere HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        assert (refused.status, refused.json["error_code"]) == (503, "in_flight_limit")
        assert int(refused.headers["retry-after"]) in range(1, 6)
        assert _line_of(service, refused)["duration_ms"] < 2000, "refused at once, not when there is room"
        for path in ("/health", "/health/ready", "/metrics", "/version", "/api/errors", "/.well-known/jwks.json"):
            assert service.get(path).status_code == 200
        assert [read_answer(connection).status for connection in held] == [200] * 3
        for connection in held:
            connection.close()
        assert service.get("/nowhere").status_code == 404, "the places are free again"


def _told(service: RunningService, action: str) -> bool:
    return any(line["action"] == action for line in service.lines("lifecycle"))


def _line_of(service: RunningService, answer: RawAnswer) -> dict[str, Any]:
    span_id = answer.headers["traceparent"].split("-")[2]

    def found() -> list[dict[str, Any]]:
        return [line for line in service.lines("request") if line["span_id"] == span_id]

    wait_for(found, 5, "the request's line")
    (line,) = found()
    return line
