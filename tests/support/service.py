"""A real service for a test: the Procfile's own command, in a process of its own, and what it wrote."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx
import psutil

from tests.support.lines import checked
from tests.support.processes import command_of, is_alive

ROOT = Path(__file__).resolve().parents[2]
START_TIMEOUT_S = 60.0
STOP_TIMEOUT_S = 30.0
SECRET_KEY = "a secret key for the tests that is long enough"

APPLICATION = "service.app:create_app()"

JsonObject = dict[str, Any]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(condition: Callable[[], object], within_s: float, what: str) -> None:
    """Until *condition* is true; fails the test when it is not within *within_s* seconds."""
    give_up_at = time.monotonic() + within_s
    while not condition():
        assert time.monotonic() < give_up_at, f"not within {within_s} s: {what}"
        time.sleep(0.02)


def web_command() -> str:
    """What the Procfile says to run."""
    return (ROOT / "Procfile").read_text().strip().removeprefix("web: ")


def environment(**settings: str | int) -> dict[str, str]:
    """An environment with nothing in it but what the run contract promises, the tripwire armed, and *settings*."""
    bin_dir = Path(sys.executable).parent
    return {"PATH": f"{bin_dir}:/usr/bin:/bin", "LOCK_TRIPWIRE": "raise"} | {
        name: str(value) for name, value in settings.items()
    }


# What the services of this run wrote to.
captured_logs: list[Path] = []


def check_log(log_file: Path) -> None:
    """Every line is one valid event of at most 4096 bytes, nothing failed without a name, and nothing under a lock."""
    for raw in log_file.read_text("utf-8").split("\n")[:-1]:
        assert checked(raw).get("error_code") not in ("unclassified", "lock_held"), raw


class RunningService:
    """A gunicorn master with its workers. Closing it checks every line that it wrote."""

    def __init__(
        self,
        log_file: Path,
        application: str = APPLICATION,
        command_prefix: Sequence[str] = (),
        /,
        **settings: str | int,
    ) -> None:
        self.port = int(settings.setdefault("PORT", free_port()))
        self._workers_wanted = int(settings.setdefault("WEB_CONCURRENCY", 2))
        settings.setdefault("BCRYPT_ROUNDS", 4)
        self.base_url = f"http://127.0.0.1:{self.port}"
        self.log_file = log_file
        captured_logs.append(log_file)
        self._log = log_file.open("ab")
        self.process = subprocess.Popen(
            [*command_prefix, "bash", "-c", web_command().replace(APPLICATION, application)],
            cwd=ROOT,
            env=environment(**settings),
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self.client = httpx.Client(base_url=self.base_url, timeout=20)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        if kind is None:
            check_log(self.log_file)

    # Lifetime

    def wait_until_listening(self) -> Self:
        """Until /health answers 200."""
        wait_for(lambda: self._is_up("/health"), START_TIMEOUT_S, "the service listens")
        return self

    def wait_until_ready(self) -> Self:
        """Until every worker says so."""
        wait_for(self._all_ready, START_TIMEOUT_S, "every worker is ready")
        return self

    def wait_until_hearing(self) -> Self:
        """Until every worker keeps what it reads, because it hears what changes."""
        wait_for(lambda: self._all_told("listener_back"), START_TIMEOUT_S, "every worker hears changes")
        return self

    def _is_up(self, path: str) -> bool:
        assert self.process.poll() is None, f"the service ended: {self.log_file.read_text()[-3000:]}"
        try:
            return self.client.get(path).status_code == 200
        except httpx.TransportError:
            return False

    def _all_ready(self) -> bool:
        return self._is_up("/health/ready") and self._all_told("ready")

    def _all_told(self, action: str) -> bool:
        told = {line["pid"] for line in self.lines("lifecycle") if line["action"] == action}
        pids = {worker.pid for worker in self.workers()}
        return len(pids) >= self._workers_wanted and pids <= told

    def workers(self) -> list[psutil.Process]:
        """The worker processes: gunicorn's children that run gunicorn."""
        children = psutil.Process(self.process.pid).children()
        return [child for child in children if "gunicorn_conf" in " ".join(command_of(child)) and is_alive(child)]

    def stop(self, sig: signal.Signals = signal.SIGTERM) -> int:
        if self.process.poll() is None:
            self.process.send_signal(sig)
        self.process.wait(STOP_TIMEOUT_S)
        self.client.close()
        self._log.close()
        return self.process.returncode

    # Requests

    def post(self, path: str, body: object = None, *, token: str | None = None, **options: Any) -> httpx.Response:
        return self.client.post(path, json=body, headers=_bearer(token), **options)

    def get(self, path: str, *, token: str | None = None) -> httpx.Response:
        return self.client.get(path, headers=_bearer(token))

    def register(self, username: str, password: str = "correct horse") -> JsonObject:
        """Register and return the grant."""
        answer = self.post(
            "/api/auth/register", {"username": username, "email": f"{username}@example.com", "password": password}
        )
        assert answer.status_code == 201, answer.text
        return dict(answer.json())

    def login(self, username: str, password: str = "correct horse") -> httpx.Response:
        return self.post("/api/auth/login", {"username": username, "password": password})

    def each_worker(
        self, path: str, *, token: str | None = None, seen: int = 2
    ) -> Iterator[tuple[int, httpx.Response]]:
        """One answer of each of *seen* workers with its pid, each on a connection of its own."""
        answered: set[int] = set()
        give_up_at = time.monotonic() + 20
        while len(answered) < seen:
            assert time.monotonic() < give_up_at, "not every worker takes connections"
            response = httpx.get(self.base_url + path, headers=_bearer(token), timeout=20)
            pid = self.request_line(response)["pid"]
            if pid not in answered:
                answered.add(pid)
                yield pid, response

    # What was written

    def lines(self, event: str | None = None) -> list[JsonObject]:
        raw = self.log_file.read_bytes()
        complete = raw[: raw.rfind(b"\n") + 1]
        parsed = [json.loads(line) for line in complete.splitlines()]
        return [line for line in parsed if event is None or line["event"] == event]

    def request_line(self, response: httpx.Response) -> JsonObject:
        """The one line that the request of *response* wrote."""
        span_id = response.headers["traceparent"].split("-")[2]

        def found() -> list[JsonObject]:
            return [line for line in self.lines("request") if line.get("span_id") == span_id]

        wait_for(found, 5, "the request's line")
        (line,) = found()
        return line


def _bearer(token: str | None) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"} if token else {}


@contextmanager
def running_service(log_file: Path, **settings: str | int) -> Iterator[RunningService]:
    """A service whose workers are all ready."""
    with RunningService(log_file, **settings) as service:
        yield service.wait_until_ready()
