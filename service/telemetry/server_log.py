"""gunicorn's log, as a part of ours."""

from __future__ import annotations

import logging
from typing import Any

from gunicorn.glogging import Logger


class ServerLogger(Logger):  # type: ignore[misc]  # gunicorn has no type information
    """gunicorn's log without its own handlers: everything goes on to the root logger, which writes our lines."""

    def setup(self, cfg: Any) -> None:
        self.cfg = cfg
        self._access_log_enabled = False
        self.error_log.handlers.clear()
        self.error_log.propagate = True
        self.error_log.setLevel(max(logging.INFO, logging.getLogger().level))  # at debug it tells paths as they came

    def access(self, resp: Any, req: Any, environ: Any, request_time: Any) -> None:
        """Nothing: each request writes its own line."""

    def reopen_files(self) -> None:
        """Nothing: there are no files."""
