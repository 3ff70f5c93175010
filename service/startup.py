"""What has to be there before a query makes sense: right settings, a server we can work with, its schema, the keys.

The database's part runs in a thread, so that one that is away delays nothing, and goes on until it has succeeded once.
"""

from __future__ import annotations

import logging
import sys
import time
from typing import NoReturn

from service.accounts.key_ring import KeyRing
from service.backoff import Backoff
from service.config import Settings, SettingsError, load_settings
from service.database.connection import BoundedConnection, room_for_connections, waiting_until
from service.database.migrate import migrate, schema_version
from service.database.pool import Database
from service.errors.classify import describe
from service.errors.kinds import ErrorCode
from service.errors.types import ServiceError
from service.limits.background import BackgroundThread
from service.telemetry.logs import write_event
from service.telemetry.outcomes import RepeatedFailure, write_failure

BACKOFF_FIRST_S = 0.1
BACKOFF_MAX_S = 2.0
CHECK_TIMEOUT_S = 5.0
EXIT_FAILED = 1
EXIT_WRONG_SETTING = 2
SERVER_VERSION_MIN = 140000  # client_connection_check_interval

_log = logging.getLogger("surelock.startup")


def settings_or_exit() -> Settings:
    """The settings; or one line for each problem, and the end of the process with EXIT_WRONG_SETTING."""
    try:
        return load_settings()
    except SettingsError as exc:
        refuse_settings(exc)


def refuse_settings(wrong: SettingsError) -> NoReturn:
    """One line for each problem, and the end of the process with EXIT_WRONG_SETTING."""
    for problem in wrong.problems:
        stop_start(ErrorCode.SETTING_INVALID, str(problem))
    sys.exit(EXIT_WRONG_SETTING)


class Startup(BackgroundThread):
    """One thread that ends when the service is ready."""

    def __init__(self, database: Database, keys: KeyRing) -> None:
        super().__init__("startup")
        self._database = database
        self._keys = keys
        self.schema_version: int | None = None

    def _run(self) -> None:
        backoff = Backoff(BACKOFF_FIRST_S, BACKOFF_MAX_S)
        failure = RepeatedFailure(_log, "startup", "the database is not ready for us")
        while not self._stopping.is_set():
            try:
                self.schema_version = prepare(self._database, self._keys)
            except Exception as exc:  # noqa: BLE001  told, and tried again
                failure.tell(describe(exc))
                self._stopping.wait(timeout=backoff.next_s())
            else:
                self._database.mark_ready()
                write_event(_log, "lifecycle", "info", "ready", action="ready")
                return


def stop_start(code: ErrorCode, detail: str) -> None:
    """Tell why the process does not start: one line for each reason, naming the variable to change."""
    write_failure(
        _log, describe(ServiceError(code, detail)), component="startup", message="the start was stopped", detail=detail
    )


def prepare(database: Database, keys: KeyRing) -> int:
    """
    Check the server, size the pool, migrate, load the keys; returns the schema version.

    Raises: what a query raises; ServiceError (setting_invalid) for a server that we can't work with.
    """
    with database.direct_connection("startup") as conn:
        check_server(conn)
        if not database.is_behind_pooler:  # there it is the pooler's connections that count against the server
            _fit_pool(database, conn)
        for migration in migrate(conn):
            detail = f"{migration.version:04d} {migration.name}"
            write_event(_log, "lifecycle", "info", "schema migrated", action="migrated", detail=detail)
        version = schema_version(conn)
    with database.starting_up():
        keys.load()
        _tell_unobserved(database)
    return version


def _fit_pool(database: Database, conn: BoundedConnection) -> None:
    with waiting_until(time.monotonic() + CHECK_TIMEOUT_S):
        room = room_for_connections(conn)
    if (size := database.fit_into(room)) is not None:
        detail = f"POOL_MAX_SIZE: {size} in each worker; the server has {room} connections for all of them"
        write_event(_log, "lifecycle", "warn", "the pool was made smaller", action="startup", detail=detail)


def _tell_unobserved(database: Database) -> None:
    """It does not keep us from starting: our own limits hold all the same, they only cost a connection each time."""
    for problem in database.unobserved_settings():
        stop_start(ErrorCode.SETTING_INVALID, problem)


def check_server(conn: BoundedConnection) -> None:
    """Raises: ServiceError (setting_invalid) with what is wrong with the server behind DATABASE_URL."""
    with waiting_until(time.monotonic() + CHECK_TIMEOUT_S):
        row = conn.execute(
            "SELECT current_setting('server_version_num')::int, current_setting('server_encoding')"
        ).fetchone()
    version, encoding = row if row is not None else (0, "")
    if version < SERVER_VERSION_MIN:
        raise ServiceError(ErrorCode.SETTING_INVALID, "DATABASE_URL: PostgreSQL 14 or newer is needed")
    if encoding != "UTF8":
        raise ServiceError(ErrorCode.SETTING_INVALID, "DATABASE_URL: the database's encoding must be UTF8")
