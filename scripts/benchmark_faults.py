"""Measure what twenty clients see while the database fails in each of five ways, and how soon all is well again."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

import click
import psycopg
import psycopg.conninfo
import urllib3

from benchmark_figures import Figure, as_json, machine, markdown
from service.config import Settings
from service.database.embedded import EmbeddedPostgres
from tests.support.fault_proxy import BLACKHOLE, Fault, FaultProxy
from tests.support.faults import stopped, table_locked
from tests.support.pgbouncer import pgbouncer
from tests.support.postgres import TestDatabase, postgres_server, socket_dir, state_folder
from tests.support.service import SECRET_KEY, RunningService

CLIENTS = 20
PAUSE_S = 0.1  # of a client, between two requests: the fault should be what is measured, and not the load
FAULT_S = 9.0  # longer than the deadline
OBSERVED_AFTER_S = 10.0
SETTLED_S = 1.0
WELL_S = 1.0
LATENCY_S = 6.0
CLIENT_TIMEOUT_S = 60.0
SLACK_MS = 250
RECOVERY_LIMIT_S = 2
PASSWORD = "correct horse"  # noqa: S105
POSTGRESQL_PORT = 5432

DEADLINE_MS = int(Settings.model_fields["request_deadline_ms"].default)
Injection = Callable[[], AbstractContextManager[None]]


class Seen(NamedTuple):
    """What a client saw of one request; times are monotonic."""

    begun_at: float
    ended_at: float
    kind: str  # "" when it succeeded


# Clients


class Clients:
    """Each logs in and asks who it is, in turns, on a connection that it keeps, until the end."""

    def __init__(self, service: RunningService) -> None:
        self._base_url = service.base_url
        self._stopped = threading.Event()
        self.seen: list[Seen] = []
        self._threads = [
            threading.Thread(target=self._work, args=[f"client-{number}"], name=f"client-{number}")
            for number in range(CLIENTS)
        ]
        for number in range(CLIENTS):
            service.register(f"client-{number}", PASSWORD)

    @contextmanager
    def at_work(self) -> Iterator[None]:
        for thread in self._threads:
            thread.start()
        try:
            yield
        finally:
            self._stopped.set()
            for thread in self._threads:
                thread.join()

    def _work(self, name: str) -> None:
        http = urllib3.PoolManager(retries=False, timeout=CLIENT_TIMEOUT_S)
        credentials, token = {"username": name, "password": PASSWORD}, ""
        while not self._stopped.is_set():
            granted = self._ask(http, "POST", "/api/auth/login", json=credentials)
            token = str(granted.get("token", token))
            self._ask(http, "GET", "/api/auth/me", headers={"Authorization": f"Bearer {token}"})

    def _ask(self, http: urllib3.PoolManager, method: str, path: str, **options: object) -> dict[str, object]:
        begun_at, body = time.monotonic(), {}
        try:
            answer = http.request(method, self._base_url + path, **options)  # type: ignore[arg-type]
            body = answer.json()
            kind = "" if answer.status < 400 else str(body["error_kind"])
        except (urllib3.exceptions.HTTPError, ValueError, KeyError) as exc:
            kind = type(exc).__name__
        self.seen.append(Seen(begun_at, time.monotonic(), kind))
        self._stopped.wait(PAUSE_S)
        return body


# Faults


@contextmanager
def backends_frozen(database: TestDatabase) -> Iterator[None]:
    """Every process of the server that works for *database* stands still."""
    rows = database.run(
        "SELECT pid FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()", database.name
    )
    with stopped([pid for (pid,) in rows]):
        yield


@contextmanager
def users_locked(database: TestDatabase) -> Iterator[None]:
    """Every user's row: all who log in wait, each with a connection, until the pool has no more."""
    with psycopg.connect(database.url) as conn:
        conn.execute("SELECT FROM users FOR UPDATE")
        yield
        conn.rollback()


def faults(proxy: FaultProxy, database: TestDatabase) -> dict[str, Injection]:
    return {
        "blackhole": partial(proxy.failing, BLACKHOLE),
        "frozen backends": partial(backends_frozen, database),
        f"{LATENCY_S:g} s latency": partial(proxy.failing, Fault(latency_s=LATENCY_S)),
        "table lock": partial(table_locked, database, "users"),
        "full pool": partial(users_locked, database),
    }


# Figures


def measure(name: str, clients: Clients, inject: Injection) -> list[Figure]:
    """Let the fault be there for a while; the worst answer, and for how long afterwards requests still failed."""
    time.sleep(SETTLED_S)
    begin = time.monotonic()
    with inject():
        time.sleep(FAULT_S)
    end = time.monotonic()
    time.sleep(OBSERVED_AFTER_S)
    seen = list(clients.seen)
    touched = [request for request in seen if request.ended_at >= begin and request.begun_at <= end]
    kinds = Counter(request.kind or "success" for request in touched)
    click.echo(f"  {name}: {', '.join(f'{kind} {count}' for kind, count in kinds.most_common())}", err=True)
    worst_s = max(request.ended_at - request.begun_at for request in touched)
    return [
        Figure(f"{name}: worst answer", worst_s * 1000, "ms", at_most=DEADLINE_MS + SLACK_MS),
        Figure(f"{name}: well again after", recovery_s(seen, end), "s", at_most=RECOVERY_LIMIT_S),
    ]


def recovery_s(seen: Sequence[Seen], end: float) -> float | None:
    """
    How long after *end* it took until somebody succeeded, and no new request failed or took more than WELL_S.

    None: nobody succeeded. What was asked before *end* may fail later: it had lost what it waited for.
    """
    successes = [request.ended_at for request in seen if request.ended_at >= end and not request.kind]
    bad = [request.ended_at for request in seen if request.begun_at >= end and is_bad(request)]
    return max([min(successes), *bad]) - end if successes else None


def is_bad(request: Seen) -> bool:
    return request.kind != "" or request.ended_at - request.begun_at > WELL_S


def measure_all(
    path: str, database: TestDatabase, upstream: tuple[str, int] | str, folder: Path, **settings: str
) -> list[Figure]:
    with FaultProxy(upstream) as proxy:
        url = f"postgresql://surelock@127.0.0.1:{proxy.port}/{database.name}"
        with RunningService(folder / path, DATABASE_URL=url, SECRET_KEY=SECRET_KEY, **settings) as service:
            clients = Clients(service.wait_until_ready())
            with clients.at_work():
                return [
                    figure
                    for fault, inject in faults(proxy, database).items()
                    for figure in measure(f"{path}, {fault}", clients, inject)
                ]


def direct(server: EmbeddedPostgres, folder: Path) -> list[Figure]:
    return measure_all("direct", TestDatabase(server), f"{socket_dir(server)}/.s.PGSQL.{POSTGRESQL_PORT}", folder)


def pooled(server: EmbeddedPostgres, folder: Path) -> list[Figure]:
    database = TestDatabase(server)
    with pgbouncer(server, database, default_pool_size=str(CLIENTS)) as url:
        port = int(str(psycopg.conninfo.conninfo_to_dict(url)["port"]))
        return measure_all(
            "PgBouncer",
            database,
            ("127.0.0.1", port),
            folder,
            DATABASE_POOLER="transaction",
            DATABASE_DIRECT_URL=database.url,
        )


@click.command()
@click.option("--json", "json_file", type=click.Path(path_type=Path, dir_okay=False), help="Write the figures there.")
def main(json_file: Path | None) -> None:
    """Measure the faults directly and through PgBouncer; print a table. Takes about four minutes."""
    title = machine()
    with state_folder() as folder, postgres_server() as server:
        figures = direct(server, folder) + pooled(server, folder)
    click.echo(f"{title}\n\n{markdown(figures)}")
    if json_file is not None:
        json_file.write_bytes(as_json(title, figures))


if __name__ == "__main__":
    main(prog_name="benchmark_faults.sh")
