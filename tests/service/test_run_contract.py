"""What a platform may rely on: how the process starts, refuses to start, waits for its database, and ends."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import threading
import time
from pathlib import Path

import httpx
import pytest

from service.config import load_settings
from service.database.embedded import EmbeddedPostgres, conninfo
from tests.support.faults import stopped, table_locked
from tests.support.postgres import TestDatabase, state_folder
from tests.support.processes import postmaster_pid, signal_all, with_children
from tests.support.raw_http import exchange
from tests.support.service import (
    ROOT,
    SECRET_KEY,
    RunningService,
    environment,
    free_port,
    running_service,
    wait_for,
    web_command,
)

DEADLINE_S = 6.0
SLACK_S = 2.0  # for a shared machine; the bound itself is the deadline


def test_the_procfiles_shell_becomes_the_master_and_its_children_are_the_workers(service: RunningService) -> None:
    """The platform signals the pid it started, and counts nothing else as ours."""
    assert web_command().startswith("exec gunicorn")
    assert ": " not in web_command()
    workers = service.workers()
    assert len(workers) == 2
    assert {worker.ppid() for worker in workers} == {service.process.pid}


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]"])
def test_it_answers_on_ipv4_and_ipv6(service: RunningService, host: str) -> None:
    """Railway's older private networks know IPv6 alone."""
    assert httpx.get(f"http://{host}:{service.port}/health").status_code == 200


def test_railway_starts_what_the_procfile_says_and_gives_it_time_to_drain() -> None:
    """Two files say how the service starts; the builder decides which of them counts."""
    deploy = json.loads((ROOT / "railway.json").read_text())["deploy"]
    assert deploy["startCommand"] == web_command()
    assert deploy["drainingSeconds"] >= load_settings().graceful_timeout_seconds + 5
    assert deploy["healthcheckPath"] == "/health/ready"


def test_the_server_itself_logs_on_standard_output_in_our_lines(service: RunningService) -> None:
    """What stands on standard error is an error to the platform."""
    assert any(line["logger"] == "gunicorn.error" for line in service.lines("log"))


def test_at_level_debug_every_line_is_valid_too(tmp_path: Path, database: TestDatabase) -> None:
    """It is what somebody turns on in an incident; the lines of libraries come out as well."""
    settings: dict[str, str | int] = {"DATABASE_URL": database.url, "SECRET_KEY": SECRET_KEY, "LOG_LEVEL": "debug"}
    with running_service(tmp_path / "log", **settings) as service:
        assert service.request_line(service.get("/health"))["level"] == "debug"
        assert service.request_line(service.get("/nothing"))["level"] == "warn"
        assert "nothing" not in service.log_file.read_text("utf-8"), "a path may hold anything"


def _refused_start(**settings: str | int) -> list[dict[str, object]]:
    """The lines of a start that must stop with status 2."""
    ended = subprocess.run(
        ["bash", "-c", web_command()],
        cwd=ROOT,
        env=environment(PORT=free_port(), **settings),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (2, b""), ended
    return [json.loads(line) for line in ended.stdout.splitlines()]


@pytest.mark.parametrize(
    ("variable", "settings"),
    [
        ("SECRET_KEY", {"DATABASE_URL": "postgresql:///x", "SECRET_KEY": "x" * 31}),
        ("SECRET_KEY", {"DATABASE_URL": "postgresql:///x"}),
        ("DATABASE_URL", {"DATABASE_URL": "mysql://x", "SECRET_KEY": SECRET_KEY}),
        ("DATABASE_URL", {"DATABASE_URL": "postgresql://h:port/x", "SECRET_KEY": SECRET_KEY}),
        ("DATABASE_URL", {"RAILWAY_ENVIRONMENT_NAME": "production"}),
        ("THREADS", {"THREADS": "many"}),
        ("WEB_CONCURRENCY", {"WEB_CONCURRENCY": 0}),
        ("POOL_TIMEOUT_MS", {"POOL_TIMEOUT_MS": 6000}),
        ("QUERY_TIMEOUT_MS", {"QUERY_TIMEOUT_MS": 60000}),
        ("REQUEST_DEADLINE_MS", {"REQUEST_DEADLINE_MS": 20000}),
        ("DATABASE_POOLER", {"DATABASE_POOLER": "session"}),
        ("JWT_SECRET", {"JWT_ALGORITHM": "HS256"}),
    ],
)
def test_a_wrong_setting_stops_the_start_and_is_named(variable: str, settings: dict[str, str | int]) -> None:
    """Better no service than one with other bounds than its operator believes."""
    (line,) = _refused_start(**settings)
    assert (line["event"], line["level"], line["component"]) == ("error", "error", "startup")
    assert (line["error_kind"], line["error_code"]) == ("internal_error", "setting_invalid")
    assert variable in str(line["detail"])


def test_all_wrong_settings_are_told_at_once() -> None:
    """Nobody wants to deploy five times for five typing errors."""
    lines = _refused_start(
        DATABASE_URL="postgresql:///x", THREADS="x", BCRYPT_ROUNDS=99, POOL_TIMEOUT_MS=7000, LOG_LEVEL="loud"
    )
    named = sorted(str(line["detail"]).partition(":")[0] for line in lines)
    assert named == ["BCRYPT_ROUNDS", "LOG_LEVEL", "POOL_TIMEOUT_MS", "SECRET_KEY", "THREADS"]


def test_a_wrong_setting_is_told_without_its_value() -> None:
    """A password in DATABASE_URL does not get into the log because the rest of the URL is wrong."""
    (line,) = _refused_start(DATABASE_URL="postgresql://user:s3cr3t@host:port/x", SECRET_KEY=SECRET_KEY)
    assert "s3cr3t" not in json.dumps(line)


def test_a_port_that_is_taken_stops_the_start_and_is_named(database: TestDatabase, tmp_path: Path) -> None:
    """A second start by mistake must say what is wrong, and leave the first one alone."""
    with socket.socket(socket.AF_INET6) as other:
        other.bind(("::", 0))
        other.listen()
        port = other.getsockname()[1]
        with RunningService(tmp_path / "log", PORT=port, DATABASE_URL=database.url, SECRET_KEY=SECRET_KEY) as service:
            assert service.process.wait(30) == 1
            (line,) = service.lines("error")
    assert (line["error_code"], line["component"]) == ("port_unavailable", "startup")
    assert line["detail"].startswith(f"PORT: {port}: ")


def test_a_database_that_is_away_at_the_start_delays_nothing_and_is_used_when_it_comes(tmp_path: Path) -> None:
    """A host that reboots brings both up in any order."""
    with state_folder() as folder:
        url = conninfo(folder / "state")
        with RunningService(tmp_path / "log", DATABASE_URL=url, SECRET_KEY=SECRET_KEY) as service:
            service.wait_until_listening()
            assert service.get("/health").status_code == 200
            started = time.monotonic()
            refused = service.login("somebody")
            assert time.monotonic() - started < DEADLINE_S + SLACK_S
            assert (refused.status_code, refused.json()["error_kind"]) == (503, "database_unavailable")
            assert (refused.json()["error_code"], refused.json()["retryable"]) == ("database_starting", True)
            assert int(refused.headers["retry-after"]) >= 1
            unready = service.get("/health/ready")
            assert (unready.status_code, unready.headers["content-type"]) == (503, "application/problem+json")
            assert unready.json()["checks"]["schema"] == "database_starting"
            assert "retry-after" in unready.headers
            assert service.get("/.well-known/jwks.json").status_code == 503

            with EmbeddedPostgres.start(folder / "state", adopt=False):
                came = time.monotonic()
                body = {"username": "first", "email": "first@example.com", "password": "correct horse"}
                wait_for(
                    lambda: service.post("/api/auth/register", body).status_code == 201, 10, "the first registration"
                )
                assert time.monotonic() - came < 10
                service.wait_until_ready()


def test_a_restart_of_the_database_fails_nobody_afterwards(tmp_path: Path) -> None:
    """The pool is full of dead connections then; they are recognised before they are used."""
    with state_folder() as folder:
        url = conninfo(folder / "state")
        settings: dict[str, str | int] = {"DATABASE_URL": url, "SECRET_KEY": SECRET_KEY}
        with RunningService(tmp_path / "log", **settings) as service:
            with EmbeddedPostgres.start(folder / "state", adopt=False):
                service.wait_until_ready()
                service.register("somebody")
            away = service.login("somebody")
            assert away.status_code == 503
            assert away.json()["error_kind"] in ("pool_timeout", "database_unavailable")
            assert service.get("/health").status_code == 200
            with EmbeddedPostgres.start(folder / "state", adopt=False):
                wait_for(lambda: service.get("/health/ready").status_code == 200, 10, "ready again")
                assert [service.login("somebody").status_code for _ in range(10)] == [200] * 10


def test_a_frozen_database_holds_no_request_beyond_its_deadline(tmp_path: Path) -> None:
    """SIGSTOP: connections open, no byte comes, no time-out of the server's works. What the predecessor died of."""
    with state_folder() as folder, EmbeddedPostgres.start(folder / "state", adopt=False) as server:
        settings: dict[str, str | int] = {"DATABASE_URL": server.conninfo, "SECRET_KEY": SECRET_KEY}
        with running_service(tmp_path / "log", **settings) as service:
            service.register("somebody")
            with stopped(with_children(postmaster_pid(folder / "state"))):
                started = time.monotonic()
                answer = service.login("somebody")
                assert time.monotonic() - started < DEADLINE_S + SLACK_S
                assert answer.status_code in (503, 504)
                assert answer.json()["error_kind"] in ("deadline_exceeded", "pool_timeout", "database_timeout")
                assert service.get("/health").status_code == 200
                assert service.get("/health/ready").status_code == 503
            wait_for(lambda: service.login("somebody").status_code == 200, 10, "logins work again")


def test_sigterm_answers_what_is_under_way_and_ends_with_0(tmp_path: Path, database: TestDatabase) -> None:
    """A deploy loses nobody's request."""
    settings: dict[str, str | int] = {"DATABASE_URL": database.url, "SECRET_KEY": SECRET_KEY, "WEB_CONCURRENCY": 1}
    with running_service(tmp_path / "log", **settings) as service:
        answers: list[int] = []
        request = threading.Thread(target=lambda: answers.append(service.login("nobody").status_code))
        with table_locked(database, "users"):
            request.start()
            waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
            wait_for(lambda: database.run(waiting) == [(1,)], 5, "the login waits for the table")
            service.process.send_signal(signal.SIGTERM)
            wait_for(lambda: _refuses(service.port), 5, "late requests are refused")
        request.join(timeout=20)
        assert answers == [401]
        assert service.stop() == 0
    actions = [line["action"] for line in service.lines("lifecycle")]
    assert actions[-2:] == ["worker_exit", "shutdown"]


def _refuses(port: int) -> bool:
    answer = exchange(port, b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n", timeout_s=2)
    return answer.status == 503 and answer.json["error_code"] == "draining" and answer.is_closed


def test_a_killed_worker_is_replaced_and_the_other_goes_on(tmp_path: Path, database: TestDatabase) -> None:
    """One process out of memory is not an outage."""
    settings: dict[str, str | int] = {"DATABASE_URL": database.url, "SECRET_KEY": SECRET_KEY}
    with running_service(tmp_path / "log", **settings) as service:
        before = {worker.pid for worker in service.workers()}
        signal_all([min(before)], signal.SIGKILL)
        wait_for(lambda: len({w.pid for w in service.workers()} - before) == 1, 10, "a new worker")
        service.wait_until_ready()
        service.register("after-the-kill")
