"""The log: one JSON object per line on standard output, whoever writes it.

A request, a failure outside a request, a lock notice and the like are *events* and are written with
`write_event`; what libraries log becomes event `log`. Line format and field names: docs/log_event.schema.json.
"""

from __future__ import annotations

import logging
import re
import sys
import threading
from typing import Any

from service import __version__
from service.errors.context import ErrorContext
from service.telemetry.formatter import LEVELS, EventFormatter, failure_fields
from service.telemetry.output import StandardOutputHandler

COMPONENTS = frozenset(
    {
        "startup", "shutdown", "pool", "metrics_thread", "hash_lane", "listener", "mail_outbox", "error_records",
        "migration", "server", "cli", "logging", "log_shipper", "maintenance", "worker",
    }
)  # fmt: skip
_TOLD = "_surelock_told"

_log = logging.getLogger("surelock.log")
_handler = StandardOutputHandler()


def write_event(logger: logging.Logger, event: str, level: str, message: str, **fields: Any) -> None:
    """Write one event. *message* is fixed wording; whatever varies is a field."""
    logger.log(LEVELS[level], message, extra={"event": event, "event_fields": fields})


def write_failure(
    logger: logging.Logger, failure: ErrorContext, *, component: str, message: str, **fields: Any
) -> None:
    """Tell a failure outside a request: on one line, with event `error`, however often it passes by here."""
    if getattr(failure.exception, _TOLD, False):
        return
    if failure.exception is not None:
        setattr(failure.exception, _TOLD, True)
    told = failure_fields(failure) | {"component": component, "status_code": failure.status_code} | fields
    write_event(logger, "error", "error" if failure.status_code >= 500 else "warn", message, **told)


class RepeatedFailure:
    """A failure of something that is tried again and again: told when it begins and when its nature changes."""

    def __init__(self, logger: logging.Logger, component: str, message: str) -> None:
        self._logger = logger
        self._component = component
        self._message = message
        self._told: tuple[str, str] | None = None

    def tell(self, failure: ErrorContext) -> None:
        nature = (failure.error_code, type(failure.exception).__name__)
        if nature != self._told:
            write_failure(self._logger, failure, component=self._component, message=self._message)
            self._told = nature

    def is_over(self) -> None:
        """The next failure is a new one."""
        self._told = None


def configure_logging(level: str, **about: str | None) -> None:
    """Send everything that this process logs through our formatter to standard output.

    *about* holds what each line says of the process beside its version: commit, environment, replica.
    """
    _handler.setFormatter(EventFormatter(_about_fields(about)))
    root = logging.getLogger()
    root.handlers[:] = [_handler]
    root.setLevel(LEVELS[level])
    # It tells three lines at INFO for each checkout of a connection.
    logging.getLogger("psycopg.pool").setLevel(max(LEVELS[level], logging.WARNING))
    logging.captureWarnings(True)
    logging.raiseExceptions = False
    threading.excepthook = _tell_thread_death
    sys.excepthook = _tell_death


def start_log_writer() -> None:
    """From now on no thread of this process waits for standard output. For a worker, after the fork."""
    _handler.start_writer()


def stop_log_writer() -> None:
    """Write what is left, for at most twice FLUSH_TIMEOUT_S, and go on without a thread."""
    _handler.stop_writer()


def _about_fields(about: dict[str, str | None]) -> dict[str, str]:
    shapes = {
        "commit": r"g?[0-9a-f]{7,40}",
        "environment": r"[a-z][a-z0-9_-]{0,31}",
        "replica": r"[A-Za-z0-9_.-]{1,64}",
    }
    kept = {name: value for name, value in about.items() if value and re.fullmatch(shapes[name], value)}
    return {"version": __version__} | kept


def _tell_thread_death(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None:
        exc = args.exc_value
        _log.error("thread ended by an exception", exc_info=(type(exc), exc, exc.__traceback__))


def _tell_death(kind: type[BaseException], exc: BaseException, trace: Any) -> None:
    if not issubclass(kind, KeyboardInterrupt):
        _log.critical("process ended by an exception", exc_info=(kind, exc, trace))
