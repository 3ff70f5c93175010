"""`surelock doctor`: what the service would run with, and whether its database agrees."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from psycopg.conninfo import conninfo_to_dict

from service.app import database_url
from service.config import Settings, wait_limits_ms
from service.database.connection import (
    BoundedConnection,
    connection_parameters,
    connection_settings,
    differences,
    direct_parameters,
    direct_url,
    room_for_connections,
    waiting_until,
)
from service.database.migrate import migrations, schema_version
from service.database.pool import CONNECTIONS_BESIDE_POOL, connections_needed, fitting_pool_size, pool_size
from service.errors.classify import describe
from service.errors.types import ServiceError
from service.startup import check_server

SKEW_MAX_S = 2.0
EXAMINATION_TIMEOUT_S = 10.0

Echo = Callable[[str], None]
Check = Callable[[BoundedConnection], Iterable[str] | None]


def examine(settings: Settings, echo: Echo) -> list[str]:
    """Show everything with *echo* and return the problems. Waits: at most EXAMINATION_TIMEOUT_S on each connection."""
    _show_settings(settings, echo)
    _show_ladder(settings, echo)
    url = database_url(settings)
    problems = _examine_connection("database", url, connection_parameters(settings, url), _checks(settings, echo))
    direct = direct_url(settings, url)
    if direct != url:
        parameters = direct_parameters(settings, direct)
        problems += _examine_connection("DATABASE_DIRECT_URL", direct, parameters, [check_server])
    return problems


def _examine_connection(name: str, url: str, parameters: dict[str, Any], checks: Sequence[Check]) -> list[str]:
    """Connect as the service would, and run *checks*."""
    try:
        with (
            waiting_until(time.monotonic() + EXAMINATION_TIMEOUT_S),
            BoundedConnection.connect(url, **parameters) as conn,
        ):
            return [problem for check in checks for problem in check(conn) or ()]
    except Exception as exc:  # noqa: BLE001  whatever it is, it is a problem to show
        failure = describe(exc)
        return [f"{name}: {failure.error_kind.value}/{failure.error_code}: {_first_line(exc)}"]


def _checks(settings: Settings, echo: Echo) -> list[Check]:
    echo("\ndatabase")
    if settings.is_embedded:
        parameters = conninfo_to_dict(database_url(settings))
        echo(f"  psql -h {parameters['host']} -U {parameters['user']} {parameters['dbname']}")
    return [
        check_server,
        lambda conn: _check_connections(settings, conn, echo),
        lambda conn: _check_migrations(conn, echo),
        lambda conn: _check_clock(conn, echo),
        lambda conn: _check_bounds(settings, conn, echo),
    ]


def _show_settings(settings: Settings, echo: Echo) -> None:
    echo("settings")
    for name, value in settings.shown().items():
        echo(f"  {name:32} {value}")


def _show_ladder(settings: Settings, echo: Echo) -> None:
    """Each rung is below the next; a start that breaks this is refused."""
    echo("\ntimeout ladder")
    for name, limit_ms in sorted(wait_limits_ms(settings).items(), key=lambda rung: rung[1]):
        echo(f"  {name:32} {limit_ms:6} ms")
    echo(f"< {'REQUEST_DEADLINE_MS':32} {settings.request_deadline_ms:6} ms")
    echo(f"< {'GRACEFUL_TIMEOUT_SECONDS':32} {settings.graceful_timeout_seconds * 1000:6} ms")


def _check_connections(settings: Settings, conn: BoundedConnection, echo: Echo) -> Iterator[str]:
    available, room = int(_value(conn, "SHOW max_connections")), room_for_connections(conn)
    echo(
        f"  connections: {settings.web_concurrency} workers x ({pool_size(settings)} pooled +"
        f" {CONNECTIONS_BESIDE_POOL} beside) = {connections_needed(settings)}; max_connections {available},"
        f" of which {available - room} are reserved"
    )
    if settings.database_pooler == "transaction":
        return  # there it is the pooler's connections that count against the server
    try:
        size = fitting_pool_size(settings, room)
    except ServiceError as exc:
        yield exc.detail
    else:
        if size < pool_size(settings):
            echo(f"  POOL_MAX_SIZE: {size} in each worker, so that they fit")


def _check_migrations(conn: BoundedConnection, echo: Echo) -> Iterator[str]:
    version, newest = schema_version(conn), migrations()[-1].version
    echo(f"  schema version: {version} of {newest}")
    if version < newest:
        yield f"migrations: {newest - version} not applied; the service does so at its next start, or: surelock migrate"


def _check_clock(conn: BoundedConnection, echo: Echo) -> Iterator[str]:
    before = datetime.now(UTC)
    there = _value(conn, "SELECT clock_timestamp()")
    after = datetime.now(UTC)
    skew_s = (there - (before + (after - before) / 2)).total_seconds()
    echo(f"  clock: the database is {skew_s:+.3f} s from here")
    if abs(skew_s) > SKEW_MAX_S:
        yield f"clock: the database's differs from ours by {skew_s:+.1f} s; tokens and sessions rely on both"


def _check_bounds(settings: Settings, conn: BoundedConnection, echo: Echo) -> Iterator[str]:
    """That the server observes what it was asked to: options get lost behind a pooler that was not declared."""
    if settings.database_pooler == "transaction":
        echo("  time-outs: set in each transaction (DATABASE_POOLER=transaction)")
        return
    wanted = connection_settings(settings)
    observed = {name: int(_value(conn, f"SELECT setting FROM pg_settings WHERE name = '{name}'")) for name in wanted}
    for name, actual_ms in observed.items():
        echo(f"  {name}: {actual_ms} ms")
    yield from differences(wanted, observed)


def _value(conn: BoundedConnection, query: str) -> Any:
    row = conn.execute(query).fetchone()
    return row[0] if row is not None else None


def _first_line(exc: Exception) -> str:
    return str(exc).partition("\n")[0]
