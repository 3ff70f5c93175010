"""Logins as locust sends them: by clients who wait for their answer, or on a schedule that waits for nobody."""

from __future__ import annotations

import json
import math
import resource
import socket
import time
from collections.abc import Callable, Iterator
from itertools import cycle
from typing import Any
from urllib.parse import urlsplit

import gevent.pool
import locust
import psutil
from geventhttpclient.client import HTTPClient
from geventhttpclient.response import HTTPConnectionClosed, HTTPParseError
from locust.env import Environment
from locust.exception import StopUser

from load_test.people import Answer, Person
from load_test.report import LOAD_BEGINS, LOAD_IS_OVER, Sample

CLIENT_TIMEOUT_S = 10.0
# Somebody who reaches nobody tries again, but not thousands of times a second.
PAUSE_AFTER_LOST_CONNECTION_S = 0.1
PROGRESS_EVERY_S = 5.0
OTHER_FILES = 200
OK = 200


class ClientTimeout(Exception):
    """There was no whole answer in CLIENT_TIMEOUT_S."""


# The names of what goes wrong where no service could give it one; the first that fits.
LOST_CONNECTION: tuple[tuple[type[Exception], str], ...] = (
    (ClientTimeout, "client_timeout"),
    (TimeoutError, "client_timeout"),
    (ConnectionRefusedError, "connection_refused"),
    (ConnectionResetError, "connection_reset"),
    (BrokenPipeError, "connection_reset"),
    (HTTPConnectionClosed, "connection_closed"),
    (HTTPParseError, "malformed_answer"),
    (socket.gaierror, "name_not_resolved"),
    (OSError, "connection_failed"),
)
CONNECTION_ERRORS = tuple(kind for kind, _ in LOST_CONNECTION)
LOST_CONNECTION_NAMES = frozenset(name for _, name in LOST_CONNECTION)


class Target:
    """The service under load, for at most *connections* requests at a time. Keeps its connections."""

    def __init__(self, base_url: str, connections: int) -> None:
        parts = urlsplit(base_url)
        self._prefix = parts.path.rstrip("/")
        self._client = HTTPClient(
            parts.hostname or "",
            parts.port,
            ssl=parts.scheme == "https",
            concurrency=connections,
            connection_timeout=CLIENT_TIMEOUT_S,
            network_timeout=CLIENT_TIMEOUT_S,
        )

    def get(self, path: str) -> Answer:
        """Waits CLIENT_TIMEOUT_S. Raises: one of CONNECTION_ERRORS."""
        return self._send("GET", path, None)

    def post(self, path: str, body: dict[str, str]) -> Answer:
        """Waits CLIENT_TIMEOUT_S. Raises: one of CONNECTION_ERRORS."""
        return self._send("POST", path, json.dumps(body))

    def _send(self, method: str, path: str, body: str | None) -> Answer:
        headers = {"Content-Type": "application/json"} if body else {}
        with gevent.Timeout(CLIENT_TIMEOUT_S, ClientTimeout):
            response = self._client.request(method, self._prefix + path, body, headers)
            content = bytes(response.read())
        return Answer(response.get_code(), _seconds(str(response.get("retry-after", ""))), _json_object(content))


def _seconds(header: str) -> float | None:
    return float(header) if header.isdecimal() else None


def _json_object(content: bytes) -> dict[str, Any]:
    try:
        parsed = json.loads(content)
    except ValueError:
        return {}
    return parsed if isinstance(parsed, dict) else {}


def outcome(log_in: Callable[[], Answer]) -> str | None:
    """The error_kind of one login; None when it succeeded."""
    try:
        answer = log_in()
    except CONNECTION_ERRORS as exc:
        return next(name for kind, name in LOST_CONNECTION if isinstance(exc, kind))
    if answer.status == OK:
        return None if "token" in answer.body else "malformed_answer"
    return str(answer.body.get("error_kind", f"http_{answer.status}"))


class Run:
    """One run: who logs in, for how long, and what came of it."""

    def __init__(self, base_url: str, people: list[Person], duration_s: float) -> None:
        self.base_url = base_url
        self.duration_s = duration_s
        self.samples: list[Sample] = []
        self.generator_cores = 0.0
        self._people: Iterator[Person] = cycle(people)
        self._began = time.perf_counter()

    def now_s(self) -> float:
        return time.perf_counter() - self._began

    def log_in(self, target: Target, due_s: float) -> str | None:
        """One login, and its sample, whose latency counts from when it was due. Returns the error_kind."""
        credentials = next(self._people).credentials
        kind = outcome(lambda: target.post("/api/auth/login", credentials))
        self.samples.append(Sample(due_s, (self.now_s() - due_s) * 1000, kind))
        return kind

    def closed_loop(self, connections: int, tell: Callable[[str], None]) -> None:
        """*connections* clients, each on a connection that it keeps, log in again as soon as they are answered."""
        run = self

        class Client(locust.User):
            def on_start(self) -> None:
                self.target = Target(run.base_url, connections=1)

            @locust.task
            def log_in(self) -> None:
                if run.log_in(self.target, run.now_s()) in LOST_CONNECTION_NAMES:
                    gevent.sleep(PAUSE_AFTER_LOST_CONNECTION_S)

        self._let(Client, connections, tell)

    def open_loop(self, rate: float, tell: Callable[[str], None]) -> None:
        """*rate* logins a second, whatever becomes of them, on as many connections as that takes."""
        run, connections = self, math.ceil(rate * CLIENT_TIMEOUT_S)
        _allow_open_files(connections + OTHER_FILES)

        class Arrivals(locust.User):
            @locust.task
            def send_all(self) -> None:
                target, under_way = Target(run.base_url, connections), gevent.pool.Group()
                for number in range(math.floor(run.duration_s * rate)):
                    due_s = number / rate
                    gevent.sleep(max(0.0, due_s - run.now_s()))
                    under_way.start(gevent.Greenlet(run.log_in, target, due_s))
                under_way.join()
                raise StopUser

        self._let(Arrivals, 1, tell)

    def _let(self, user_class: type[locust.User], count: int, tell: Callable[[str], None]) -> None:
        """Let *count* of these users work until the time is over, and end what they have begun."""
        environment = Environment(user_classes=[user_class], stop_timeout=2 * CLIENT_TIMEOUT_S)
        runner = environment.create_local_runner()
        self._began, cpu_before_s = time.perf_counter(), _cpu_s()
        tell(LOAD_BEGINS)
        runner.start(count, spawn_rate=count)
        while (left_s := self.duration_s - self.now_s()) > 0:
            gevent.sleep(min(left_s, PROGRESS_EVERY_S))
            failed = sum(sample.error_kind is not None for sample in self.samples)
            tell(f"{self.now_s():5.0f} s  {len(self.samples)} answered, {failed} of them with an error")
        self.generator_cores = (_cpu_s() - cpu_before_s) / self.now_s()
        tell(LOAD_IS_OVER)
        runner.quit()


def _allow_open_files(count: int) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(count, hard)), hard))


def _cpu_s() -> float:
    used = psutil.Process().cpu_times()
    return float(used.user + used.system)
