"""A real PostgreSQL for a test: the embedded server's binaries, in the role of somebody else's database."""

from __future__ import annotations

import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.rows import TupleRow

from service.database.embedded import EmbeddedPostgres


@contextmanager
def state_folder() -> Iterator[Path]:
    """A new folder that the server's own account can reach; pytest's are closed to it when root runs the tests."""
    folder = Path(tempfile.mkdtemp(prefix="surelock-test-"))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def postgres_server() -> Iterator[EmbeddedPostgres]:
    """
    A server of the test's own.

    It does not wait for the disk: a shared machine's may stand still for a second, and every commit with it. What a
    process leaves behind when it is killed the kernel keeps all the same.
    """
    with state_folder() as folder, EmbeddedPostgres.start(folder / "state", adopt=False) as server:
        with psycopg.connect(server.conninfo, autocommit=True) as conn:
            conn.execute("ALTER SYSTEM SET fsync = off")
            conn.execute("SELECT pg_reload_conf()")
        yield server


class TestDatabase:
    """An empty database of its own, as DATABASE_URL would name it."""

    __test__ = False

    def __init__(self, server: EmbeddedPostgres) -> None:
        self.name = f"test_{uuid.uuid4().hex[:12]}"
        self._server = server
        self.url = self._url_of(self.name)
        with psycopg.connect(server.conninfo, autocommit=True) as conn:
            conn.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(self.name)))

    def _url_of(self, name: str) -> str:
        address, _, query = self._server.conninfo.partition("?")
        return f"{address.rpartition('/')[0]}/{name}?{query}"

    def run(self, statement: str, *params: object) -> list[TupleRow]:
        """What an operator would type into psql."""
        with psycopg.connect(self.url, autocommit=True) as conn:
            cursor = conn.execute(statement.encode(), params or None)
            return cursor.fetchall() if cursor.description else []

    def postmaster_pid(self) -> int:
        ((lines,),) = self.run("SELECT pg_read_file('postmaster.pid')")
        return int(lines.split()[0])

    @contextmanager
    def refusing_new_connections(self) -> Iterator[None]:
        """Connections that are open go on in the body; `run_inside` has one."""
        with psycopg.connect(self.url, autocommit=True) as inside:
            self._inside = inside
            self._set_allowed(False)
            try:
                yield
            finally:
                self._set_allowed(True)

    def _set_allowed(self, allowed: bool) -> None:
        statement = sql.SQL("ALTER DATABASE {} WITH ALLOW_CONNECTIONS {}")
        with psycopg.connect(self._server.conninfo, autocommit=True) as conn:
            conn.execute(statement.format(sql.Identifier(self.name), sql.Literal(allowed)))

    def run_inside(self, statement: str, *params: object) -> list[TupleRow]:
        """`run`, while new connections are refused."""
        cursor = self._inside.execute(statement.encode(), params or None)
        return cursor.fetchall() if cursor.description else []

    def drop(self) -> None:
        with psycopg.connect(self._server.conninfo, autocommit=True) as conn:
            conn.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(self.name)))


def socket_dir(server: EmbeddedPostgres) -> str:
    return str(psycopg.conninfo.conninfo_to_dict(server.conninfo)["host"])


def server_account(server: EmbeddedPostgres) -> int:
    """The user id that the server runs under."""
    return os.stat(socket_dir(server)).st_uid
