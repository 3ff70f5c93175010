"""Making a real server misbehave, and always letting it recover."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql

from tests.support.postgres import TestDatabase


@contextmanager
def table_locked(database: TestDatabase, table: str) -> Iterator[None]:
    """Nobody else can read or write *table* in the body."""
    with psycopg.connect(database.url) as conn:
        conn.execute(sql.SQL("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE").format(sql.Identifier(table)))
        yield
        conn.rollback()
