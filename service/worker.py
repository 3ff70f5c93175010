"""What a server process is given of ours: its log, and an end when what it stands on is gone."""

from __future__ import annotations

import logging
import os
import signal
import threading
import time
from collections.abc import Callable
from typing import Any

from gunicorn.glogging import Logger

from service.errors.classify import describe
from service.errors.kinds import ErrorCode
from service.errors.types import ServiceError
from service.telemetry.logs import write_event
from service.telemetry.outcomes import write_failure

LOOK_INTERVAL_S = 0.25
ORPHAN_DRAIN_S = 1.0

_log = logging.getLogger("surelock.worker")


class ServerLogger(Logger):  # type: ignore[misc]  # gunicorn has no type information
    """gunicorn's log without its own handlers: everything goes on to the root logger, which writes our lines."""

    def setup(self, cfg: Any) -> None:
        self.cfg = cfg
        self._access_log_enabled = False
        self.error_log.handlers.clear()
        self.error_log.propagate = True
        self.error_log.setLevel(logging.NOTSET)

    def access(self, resp: Any, req: Any, environ: Any, request_time: Any) -> None:
        """Nothing: each request writes its own line."""

    def reopen_files(self) -> None:
        """Nothing: there are no files."""


def leave_with(master: int, is_database_run: Callable[[], bool] | None) -> None:
    """
    In a worker, after the fork: end it soon when what it stands on is gone.

    When the *master* dies without a word (kill -9, out of memory), gunicorn would drain for the whole graceful
    time-out, on the port that the next master wants, and the embedded database is going, too. What is under way gets
    ORPHAN_DRAIN_S.

    When nobody runs the embedded database any more (*is_database_run* says no), the worker ends as for a deploy, and
    the master, which learns of ended workers and of nothing else, brings the database up before it starts the next.
    """
    arguments = (master, is_database_run or (lambda: True))
    threading.Thread(target=_watch, args=arguments, name="master-watch", daemon=True).start()


def _watch(master: int, is_database_run: Callable[[], bool]) -> None:
    is_leaving = False
    while os.getppid() == master:
        if not is_leaving and not is_database_run():
            is_leaving = True
            failure = describe(ServiceError(ErrorCode.EMBEDDED_DATABASE_FAILED))
            write_failure(_log, failure, component="worker", message="nobody runs the embedded database; leaving")
            os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(LOOK_INTERVAL_S)
    write_event(_log, "lifecycle", "error", "the master is gone; leaving", action="worker_abort")
    os.kill(os.getpid(), signal.SIGTERM)  # begin to drain
    time.sleep(ORPHAN_DRAIN_S)
    os._exit(1)
