"""A service whose database can be made to fail, and what its clients get meanwhile."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import psycopg

from service.database.embedded import EmbeddedPostgres
from tests.support.fault_proxy import Address, FaultProxy
from tests.support.pgbouncer import pgbouncer
from tests.support.postgres import TestDatabase, socket_dir
from tests.support.raw_http import exchange
from tests.support.service import SECRET_KEY, RunningService, wait_for

PASSWORD = "correct horse"
DEADLINE_S = 2.5
POOL_SIZE = 4
THREADS = 16
LOCK_TIMEOUT_S = 1.2
SETTINGS: dict[str, str | int] = {
    "SECRET_KEY": SECRET_KEY,
    "WEB_CONCURRENCY": 1,
    "THREADS": THREADS,
    "REQUEST_DEADLINE_MS": int(DEADLINE_S * 1000),
    "POOL_MAX_SIZE": POOL_SIZE,
    "POOL_TIMEOUT_MS": 500,
    "QUERY_TIMEOUT_MS": 1500,
    "LOCK_TIMEOUT_MS": int(LOCK_TIMEOUT_S * 1000),
    "IDLE_IN_TRANSACTION_TIMEOUT_MS": 1500,
    "STORAGE_LOCK_TRY_MS": 1000,
}
POOLER_OPTIONS = {
    "default_pool_size": "20",
    # PgBouncer itself refuses everybody for so long after it could not reach the server once; 15 s by default.
    "server_login_retry": "1",
}

# What is designed, and what a shared machine may add to it.
SLACK_S = 1.0
CLIENT_GRACE_S = 0.25
CHEAP_WITHIN_S = 1.0
UNREADY_WITHIN_S = 3.0
RECOVERED_WITHIN_S = 2.0

USERS = ("anna", "bert", "carl", "dora")
CHEAP_INTERVAL_S = 0.05
CAPACITY_LOOK_S = 0.4  # less than a request may wait for a connection
_serial = itertools.count()


@dataclass(frozen=True)
class Answer:
    """What a client got, and how long after it had asked."""

    status: int
    kind: str | None
    code: str | None
    retryable: bool | None
    span_id: str
    took_s: float

    @property
    def is_outage(self) -> bool:
        return self.status in (503, 504)

    def assert_bounded(self) -> None:
        assert self.took_s <= DEADLINE_S + CLIENT_GRACE_S + SLACK_S, self


class FaultSite:
    """One worker, its users, its database, and the proxy between service and database."""

    def __init__(self, name: str, service: RunningService, database: TestDatabase, proxy: FaultProxy) -> None:
        self.name = name
        self.service = service
        self.database = database
        self.proxy = proxy
        self._asked: list[str] = []
        for user in USERS:
            assert self.register(user).status == 201
        self._threads_max = self._thread_count() + THREADS

    @property
    def is_pooled(self) -> bool:
        return self.name == "pooled"

    # Asking

    def register(self, user: str) -> Answer:
        return self._ask("register", {"username": user, "email": f"{user}@example.com", "password": PASSWORD})

    def login(self, user: str, password: str = PASSWORD) -> Answer:
        return self._ask("login", {"username": user, "password": password})

    def _ask(self, what: str, body: dict[str, str]) -> Answer:
        started = time.monotonic()
        got = self.service.post(f"/api/auth/{what}", body)
        took_s = time.monotonic() - started
        content = got.json()
        span_id = got.headers["traceparent"].split("-")[2]
        self._asked.append(span_id)
        return Answer(
            got.status_code, content.get("error_kind"), content.get("error_code"), content.get("retryable"),
            span_id, took_s,
        )  # fmt: skip

    @contextmanager
    def asking(self) -> Iterator[list[Future[Answer]]]:
        """One of each, at once, that needs the database; all are answered when the body has ended."""
        with ThreadPoolExecutor(8) as clients:
            yield [
                clients.submit(self.login, "anna"),
                clients.submit(self.login, "bert"),
                clients.submit(self.login, "carl", "a wrong password"),
                clients.submit(self.login, "nobody-of-that-name"),
                clients.submit(self.register, f"new-{next(_serial)}"),
            ]

    def ask(self) -> list[Answer]:
        with self.asking() as futures:
            return [future.result() for future in futures]

    def readiness(self) -> int:
        return self.service.get("/health/ready").status_code

    def is_sound(self) -> bool:
        """Whether database and service do what they should."""
        try:
            self.database.run("SELECT 1")
        except psycopg.OperationalError:
            return False
        return self.readiness() == 200 and {self.login(user).status for user in USERS} == {200}

    # Watching

    @contextmanager
    def cheap_endpoints_answering(self) -> Iterator[None]:
        """Whoever asks for /health during the body, on a new connection, is answered at once."""
        is_over = threading.Event()
        seen: list[tuple[int, float]] = []

        def watch() -> None:
            while not is_over.is_set():
                started = time.monotonic()
                got = exchange(self.service.port, b"GET /health HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n")
                seen.append((got.status, time.monotonic() - started))
                is_over.wait(CHEAP_INTERVAL_S)

        watcher = threading.Thread(target=watch)
        watcher.start()
        try:
            yield
        finally:
            is_over.set()
            watcher.join(timeout=30)
        assert not watcher.is_alive()
        assert {status for status, _took_s in seen} == {200}
        assert max(took_s for _status, took_s in seen) <= CHEAP_WITHIN_S + SLACK_S

    def wait_until_unready(self) -> None:
        wait_for(lambda: self.readiness() == 503, UNREADY_WITHIN_S + SLACK_S, "/health/ready notices")

    # Afterwards

    def assert_recovered(self) -> None:
        """The fault is over: all is as before, soon, and nothing is left of it."""
        within_s = RECOVERED_WITHIN_S + SLACK_S
        recovered = {
            "logins pass again": lambda: self.login("anna").status == 200,
            "ready again": lambda: self.readiness() == 200,
            "as many statements run at once as the pool may hold connections": self._has_full_capacity,
        }
        over_at = time.monotonic()
        for what, condition in recovered.items():
            wait_for(condition, over_at + within_s - time.monotonic(), what)
        self._assert_nothing_left()

    def _has_full_capacity(self) -> bool:
        with psycopg.connect(self.database.url) as holder, ThreadPoolExecutor(POOL_SIZE) as clients:
            holder.execute("LOCK TABLE sessions IN SHARE ROW EXCLUSIVE MODE")
            logins = [clients.submit(self.login, user) for user in USERS[:POOL_SIZE]]
            give_up_at = time.monotonic() + CAPACITY_LOOK_S
            while self.waiting_for_locks() < POOL_SIZE and time.monotonic() < give_up_at:
                time.sleep(0.02)
            is_full = self.waiting_for_locks() == POOL_SIZE
            holder.rollback()
            return is_full and {login.result().status for login in logins} == {200}

    def waiting_for_locks(self) -> int:
        """How many of the service's statements wait for a row or a table."""
        ((count,),) = self.database.run(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return int(count)

    def _assert_nothing_left(self) -> None:
        wait_for(lambda: self.waiting_for_locks() == 0, SLACK_S, "nobody waits for a lock")
        open_ended = (
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND state LIKE 'idle in transaction%'"
        )
        wait_for(lambda: self.database.run(open_ended) == [(0,)], DEADLINE_S, "no transaction is left open")
        wait_for(lambda: self._thread_count() <= self._threads_max, DEADLINE_S, "no thread is left over")
        wait_for(lambda: set(self._asked) <= self._told(), DEADLINE_S, "every request has been told")
        bad = {"unclassified", "request_stuck", "request_cut"}
        assert [line for line in self.service.lines() if line.get("error_code") in bad] == []

    def _told(self) -> set[str]:
        return {line["span_id"] for line in self.service.lines("request")}

    def _thread_count(self) -> int:
        (worker,) = self.service.workers()
        return int(worker.num_threads())


def codes(answers: Sequence[Answer]) -> list[str | None]:
    return [answer.code for answer in answers]


def through(proxy: FaultProxy, database: TestDatabase) -> str:
    """The URL of *database* through *proxy*; neither server speaks TLS."""
    return f"postgresql://surelock@127.0.0.1:{proxy.port}/{database.name}?sslmode=disable&gssencmode=disable"


@contextmanager
def way_to(name: str, server: EmbeddedPostgres, database: TestDatabase) -> Iterator[tuple[FaultProxy, dict[str, str]]]:
    """The way to *database* that is called *name* (direct, pooled), with a proxy on it, and the settings for it."""
    if name == "direct":
        address: Address = f"{socket_dir(server)}/.s.PGSQL.5432"
        with FaultProxy(address) as proxy:
            yield proxy, {"DATABASE_URL": through(proxy, database)}
        return
    with pgbouncer(server, database, **POOLER_OPTIONS) as url:
        parts = urlsplit(url)
        assert parts.hostname is not None
        assert parts.port is not None
        with FaultProxy((parts.hostname, parts.port)) as proxy:
            yield proxy, {"DATABASE_URL": through(proxy, database), "DATABASE_POOLER": "transaction"}


@contextmanager
def fault_site(name: str, server: EmbeddedPostgres, log_file: Path) -> Iterator[FaultSite]:
    database = TestDatabase(server)
    with (
        way_to(name, server, database) as (proxy, way),
        RunningService(log_file, **SETTINGS | way) as service,
    ):
        service.wait_until_ready()
        yield FaultSite(name, service, database, proxy)
    database.drop()


def is_refused(port: int) -> bool:
    """Whether nobody listens on *port*."""
    try:
        httpx.get(f"http://127.0.0.1:{port}/health", timeout=1)
    except httpx.ConnectError:
        return True
    except httpx.TransportError:
        return False
    return False
