"""Making a real server misbehave, and always letting it recover."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql

from tests.support.postgres import TestDatabase
from tests.support.processes import signal_all


@contextmanager
def table_locked(database: TestDatabase, table: str) -> Iterator[None]:
    """Nobody else can read or write *table* in the body."""
    with psycopg.connect(database.url) as conn:
        conn.execute(sql.SQL("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE").format(sql.Identifier(table)))
        yield
        conn.rollback()


@contextmanager
def stopped(pids: list[int]) -> Iterator[None]:
    """They do nothing in the body, and nobody is told."""
    signal_all(pids, signal.SIGSTOP)
    try:
        yield
    finally:
        signal_all(pids, signal.SIGCONT)
