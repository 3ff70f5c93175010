"""Bring the schema up to date: numbered SQL files, all that are missing in one transaction, one process at a time."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import cache
from importlib import resources

from service.database.connection import BoundedConnection, waiting_until

ADVISORY_LOCK = 0x53_75_72_65  # "Sure"; any number does that nobody else in this database uses
TIMEOUT_S = 60.0


@dataclass(frozen=True)
class Migration:
    """One file: `0001_accounts.sql` is version 1, named accounts."""

    version: int
    name: str
    sql: str


@cache
def migrations() -> tuple[Migration, ...]:
    """All there are, in order."""
    files = sorted(
        (file for file in resources.files("service.database.migrations").iterdir() if file.name.endswith(".sql")),
        key=lambda file: file.name,
    )
    parts = [(file.name.removesuffix(".sql").partition("_"), file.read_text("utf-8")) for file in files]
    return tuple(Migration(int(number), name, sql) for (number, _, name), sql in parts)


def schema_version(conn: BoundedConnection) -> int:
    """The newest applied version; 0 for an empty database."""
    exists = conn.execute("SELECT to_regclass('schema_migrations') IS NOT NULL").fetchone()
    if exists is None or not exists[0]:
        return 0
    newest = conn.execute("SELECT coalesce(max(version), 0) FROM schema_migrations").fetchone()
    return int(newest[0]) if newest else 0


def migrate(conn: BoundedConnection) -> list[Migration]:
    """
    Apply what is missing and return it.

    Either all of it is there afterwards or nothing: it is one transaction, under an advisory lock that PostgreSQL
    gives back at its end (so it works through a transaction pooler, and a killed process leaves nothing locked).

    Waits: at most TIMEOUT_S in all. Raises: psycopg.Error.
    """
    with waiting_until(time.monotonic() + TIMEOUT_S):
        if schema_version(conn) >= migrations()[-1].version:
            return []
        with conn.transaction():
            conn.execute(f"SET LOCAL statement_timeout = '{TIMEOUT_S:.0f}s'")
            conn.execute(f"SET LOCAL lock_timeout = '{TIMEOUT_S:.0f}s'")
            conn.execute("SELECT pg_advisory_xact_lock(%s)", (ADVISORY_LOCK,))
            # Under the lock this can't race; and it makes the server look again, which may remember from before the
            # lock that there was no such table.
            conn.execute(
                "CREATE TABLE IF NOT EXISTS schema_migrations ("
                "version integer PRIMARY KEY, name text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())"
            )
            applied = schema_version(conn)
            missing = [migration for migration in migrations() if migration.version > applied]
            for migration in missing:
                conn.execute(migration.sql.encode())
                conn.execute(
                    "INSERT INTO schema_migrations (version, name) VALUES (%s, %s)",
                    (migration.version, migration.name),
                )
            return missing
