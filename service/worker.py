"""What a server process is given of ours: its log, and an end for workers whose master is gone."""

from __future__ import annotations

import logging
import os
import signal
import threading
import time
from typing import Any

from gunicorn.glogging import Logger

from service.telemetry.logs import write_event

PARENT_LOOK_INTERVAL_S = 0.25
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


def leave_with_parent() -> None:
    """
    In a worker, after the fork: end it soon when its master dies without a word (kill -9, out of memory).

    gunicorn would drain for the whole graceful time-out then, on the port that the next master wants; and the
    embedded database is going, too. What is under way gets ORPHAN_DRAIN_S.
    """
    threading.Thread(target=_watch_parent, args=(os.getppid(),), name="parent-watch", daemon=True).start()


def _watch_parent(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(PARENT_LOOK_INTERVAL_S)
    write_event(_log, "lifecycle", "error", "the master is gone; leaving", action="worker_abort")
    os.kill(os.getpid(), signal.SIGTERM)  # begin to drain
    time.sleep(ORPHAN_DRAIN_S)
    os._exit(1)
