"""The load test against a real service: it counts as the service does, and fails when the service can't bear it."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from load_test.report import ERROR_RATE_LIMIT, P95_LIMIT_MS, latencies
from tests.support.postgres import TestDatabase
from tests.support.service import ROOT, SECRET_KEY, RunningService, environment, free_port, running_service, wait_for

DURATION_S = 3
RATE = 40
RUNS = 3  # of which the machine leaves one undisturbed
REFUSAL = json.dumps({"error_kind": "overloaded", "error_code": "hash_queue_full"}).encode()


def load_test(base_url: str, *options: str, **settings: str | int) -> subprocess.CompletedProcess[str]:
    settings.setdefault("DURATION_SECONDS", DURATION_S)
    return subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "load_test_login.py"), *options],
        env=environment(BASE_URL=base_url, **settings),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def login_lines(service: RunningService) -> list[dict[str, Any]]:
    return [line for line in service.lines("request") if line["endpoint"] == "/api/auth/login"]


def counted(report: dict[str, Any]) -> Counter[str]:
    return Counter({row["error_kind"]: row["count"] for row in report["errors_by_kind"]})


@pytest.mark.parametrize("settings", [{"CONCURRENT_REQUESTS": 4}, {"RATE": RATE}])
def test_its_figures_are_those_of_the_services_log(
    service: RunningService, tmp_path: Path, settings: dict[str, str | int]
) -> None:
    """A verdict is worth as much as the counting behind it."""
    assert any(is_undisturbed(*counted_alike(service, tmp_path, settings)) for _ in range(RUNS))


def counted_alike(
    service: RunningService, tmp_path: Path, settings: dict[str, str | int]
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The report of a run and the service's lines about it, which say the same whatever the machine did meanwhile."""
    before = len(login_lines(service))
    result = load_test(
        service.base_url, "--json", str(tmp_path / "report.json"), "--plot", str(tmp_path / "plot.svg"), **settings
    )
    report = json.loads((tmp_path / "report.json").read_text())
    wait_for(lambda: len(login_lines(service)) - before >= report["requests"], 5, "every login's line")
    lines = login_lines(service)[before:]
    assert len(lines) == report["requests"] > 0
    assert counted(report) == Counter(line["error_kind"] for line in lines if "error_kind" in line)
    assert report["errors"] == counted(report).total()
    is_quick = max(report["latency_ms"][of]["p95"] for of in ("all", "successes")) < P95_LIMIT_MS
    is_borne = is_quick and report["errors"] < ERROR_RATE_LIMIT * report["requests"]
    assert result.returncode == (0 if is_borne else 1), result.stdout + result.stderr
    assert (result.stdout.splitlines()[-1] == "PASS") is is_borne
    assert report["latency_ms"]["all"]["p50"] >= latencies(line["duration_ms"] for line in lines)["p50"]
    assert (tmp_path / "plot.svg").read_text().lstrip().startswith("<")
    if "RATE" in settings:
        assert report["requests"] == RATE * DURATION_S
    return report, lines


def is_undisturbed(report: dict[str, Any], lines: list[dict[str, Any]]) -> bool:
    """
    Nothing was refused, and the slowest login took its client at least as long as the service.

    Not so where the machine stops the database while logins arrive, or the service between its answer and its line.
    """
    slowest_ms = max(line["duration_ms"] for line in lines)
    return bool(report["errors"] == 0 and report["latency_ms"]["all"]["max"] >= slowest_ms)


def test_it_fails_with_the_services_own_names_when_logins_are_refused(database: TestDatabase, tmp_path: Path) -> None:
    """Ten times what fits into the hash lane: the errors in the report are those in the log, and the run fails."""
    with running_service(
        tmp_path / "log", DATABASE_URL=database.url, SECRET_KEY=SECRET_KEY, BCRYPT_ROUNDS=11, LOGIN_WAIT_BUDGET_MS=1
    ) as refusing:
        result = load_test(refusing.base_url, "--json", str(tmp_path / "report.json"), RATE=60)
        report = json.loads((tmp_path / "report.json").read_text())
        assert result.returncode == 1, result.stdout
        assert result.stdout.splitlines()[-1].startswith("FAIL: error rate ")
        wait_for(lambda: len(login_lines(refusing)) >= report["requests"], 5, "every login's line")
        lines = login_lines(refusing)
        assert len(lines) == report["requests"]
        assert counted(report) == Counter(line["error_kind"] for line in lines if "error_kind" in line)
        assert report["errors"] > report["requests"] / 10


def test_an_open_loop_waits_for_nobody(tmp_path: Path) -> None:
    """Arrivals that wait for a slow service would hide what it does to people."""
    with fake_service(answers_logins=False) as base_url:
        result = load_test(base_url, "--json", str(tmp_path / "report.json"), DURATION_SECONDS=1, RATE=RATE)
    report = json.loads((tmp_path / "report.json").read_text())
    assert result.returncode == 1, result.stdout
    assert counted(report) == {"client_timeout": RATE}
    assert report["latency_ms"]["all"]["p50"] == pytest.approx(10_000, rel=0.1)


def test_a_service_that_refuses_every_login_fails(tmp_path: Path) -> None:
    """Quick refusals are not good latencies."""
    with fake_service(answers_logins=True) as base_url:
        result = load_test(base_url, DURATION_SECONDS=1)
    assert result.returncode == 1
    assert "overloaded" in result.stdout
    assert result.stdout.splitlines()[-1].startswith("FAIL: error rate 100.0%")


def test_without_a_service_it_says_so_in_one_line() -> None:
    """The most frequent mistake, and it should not look like a failed service."""
    result = load_test(f"http://127.0.0.1:{free_port()}")
    assert result.returncode == 2
    (line,) = (result.stdout + result.stderr).splitlines()
    assert "scripts/serve.sh" in line


@pytest.mark.parametrize("settings", [{"CONCURRENT_REQUESTS": 0}, {"RATE": "fast"}, {"BASE_URL": "localhost:8000"}])
def test_wrong_usage_ends_with_2(settings: dict[str, str | int]) -> None:
    """A wrong number is not a failed service either."""
    base_url = str(settings.pop("BASE_URL", "http://127.0.0.1:1"))
    assert load_test(base_url, **settings).returncode == 2


@contextmanager
def fake_service(*, answers_logins: bool) -> Iterator[str]:
    """Registers everybody; logins are refused at once, or never answered."""
    ended = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._answer(200, b"{}")

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            if self.path.endswith("/register"):
                self._answer(201, b"{}")
            elif answers_logins:
                self._answer(503, REFUSAL)
            else:
                ended.wait(30)
                self.close_connection = True

        def _answer(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            ended.set()
            server.shutdown()
            thread.join(10)
