"""What ends a worker in time when its master, its database, or its own end fails it."""

from __future__ import annotations

import logging
import os
import signal
import threading
import time
from collections.abc import Callable

from service.errors.classify import describe
from service.errors.kinds import ErrorCode
from service.errors.types import ServiceError
from service.telemetry.logs import write_event
from service.telemetry.outcomes import write_failure
from service.worker import Worker

CUT_MARGIN_S = 1.5  # for telling what is cut before the master loses its patience; of a second, the half
LOOK_INTERVAL_S = 0.25
ORPHAN_DRAIN_S = 1.0

_log = logging.getLogger("surelock.worker")


def watch(worker: Worker, is_database_run: Callable[[], bool]) -> None:
    """
    In a worker, after the fork: end it in time, also when what it stands on is gone.

    While it drains: what is not done is cut a moment before the master loses its patience and kills it.

    When the master dies without a word (kill -9, out of memory), gunicorn would drain for the whole graceful time-out,
    on the port that the next master wants, and the embedded database is going, too. What is under way gets
    ORPHAN_DRAIN_S.

    When nobody runs the embedded database any more (*is_database_run* says no), the worker ends as for a deploy, and
    the master, which learns of ended workers and of nothing else, brings the database up before it starts the next.
    """
    threading.Thread(target=_watch, args=(worker, is_database_run), name="master-watch", daemon=True).start()


def _watch(worker: Worker, is_database_run: Callable[[], bool]) -> None:
    patience_s = worker.cfg.graceful_timeout
    leave_at: float | None = None
    while os.getppid() == worker.ppid:
        if leave_at is None and (not worker.alive or _begins_to_drain(is_database_run)):
            leave_at = time.monotonic() + max(patience_s - CUT_MARGIN_S, patience_s / 2)
        if leave_at is not None and time.monotonic() >= leave_at:
            worker.leave_now("the graceful time-out has passed", 0)
        time.sleep(LOOK_INTERVAL_S)
    write_event(_log, "lifecycle", "error", "the master is gone; leaving", action="worker_abort")
    os.kill(os.getpid(), signal.SIGTERM)  # begin to drain
    time.sleep(ORPHAN_DRAIN_S)
    worker.leave_now("the master has gone", 1)


def _begins_to_drain(is_database_run: Callable[[], bool]) -> bool:
    """Whether the worker has to leave because nobody runs the embedded database any more; then that is told."""
    if is_database_run():
        return False
    failure = describe(ServiceError(ErrorCode.EMBEDDED_DATABASE_FAILED))
    write_failure(_log, failure, component="worker", message="nobody runs the embedded database; leaving")
    os.kill(os.getpid(), signal.SIGTERM)
    return True
