"""The log: one JSON object per line on standard output, whoever writes it.

A request, a failure outside a request, a lock notice and the like are *events* and are written with `write_event`
(the first two in `outcomes`); what libraries log becomes event `log`. Line format and field names:
docs/log_event.schema.json.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from typing import Any

from service import __version__
from service.telemetry.formatter import LEVELS, EventFormatter
from service.telemetry.output import StandardOutputHandler

_handler = StandardOutputHandler()


def write_event(logger: logging.Logger, event: str, level: str, message: str, **fields: Any) -> None:
    """Write one event. *message* is fixed wording; whatever varies is a field."""
    logger.log(LEVELS[level], message, extra={"event": event, "event_fields": fields})


def configure_logging(level: str, **about: str | None) -> None:
    """Send everything that this process logs through our formatter to standard output.

    *about* holds what each line says of the process beside its version: commit, environment, replica.
    """
    _handler.setFormatter(EventFormatter(_about_fields(about)))
    root = logging.getLogger()
    root.handlers[:] = [_handler]
    root.setLevel(LEVELS[level])
    # It tells three lines at INFO for each checkout of a connection, and one at WARNING for each attempt to connect
    # that failed; `database_lost` and `database_back` tell that.
    logging.getLogger("psycopg.pool").setLevel(logging.ERROR)
    # The shipper tells a failing sink once; this would tell it for each batch, with the secret address, and be shipped.
    logging.getLogger("urllib3.connection").setLevel(logging.CRITICAL)
    logging.captureWarnings(True)
    logging.raiseExceptions = False


def start_log_writer(ship: Callable[[bytes], None] | None = None) -> None:
    """From now on no thread of this process waits for standard output. For a worker, after the fork.

    *ship* is given each line, too.
    """
    _handler.start_writer(ship)


def stop_log_writer() -> None:
    """Write what is left, for at most three times FLUSH_TIMEOUT_S, and go on without a thread."""
    _handler.stop_writer()


def _about_fields(about: dict[str, str | None]) -> dict[str, str]:
    shapes = {
        "commit": r"g?[0-9a-f]{7,40}",
        "environment": r"[a-z][a-z0-9_-]{0,31}",
        "replica": r"[A-Za-z0-9_.-]{1,64}",
    }
    kept = {name: value for name, value in about.items() if value and re.fullmatch(shapes[name], value)}
    return {"version": __version__} | kept
