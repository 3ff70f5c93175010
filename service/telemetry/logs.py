"""The log: one JSON object per line on standard output, whoever writes it.

A request, a failure outside a request, a lock notice and the like are *events* and are written with
`write_event`; what libraries log becomes event `log`. Line format and field names: docs/log_event.schema.json.

No thread waits for standard output: in a worker, lines go through a bounded queue to one writer thread, and a
line that finds the queue full is dropped and counted (event `lifecycle`, action `lines_dropped`).
"""

from __future__ import annotations

import hashlib
import json
import logging
import math
import os
import queue
import re
import sys
import threading
import traceback
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from typing import Any

from pythonjsonlogger.json import JsonFormatter

from service import __version__
from service.errors.context import ErrorContext
from service.errors.kinds import ErrorKind
from service.telemetry.masking import safe_text
from service.telemetry.trace import current_trace

LINE_MAX_BYTES = 4096  # PIPE_BUF: a longer write may be torn by another worker's line
QUEUE_MAX_LINES = 4096
FLUSH_TIMEOUT_S = 1.0

COMPONENTS = frozenset(
    {
        "startup", "shutdown", "pool", "metrics_thread", "hash_lane", "listener", "mail_outbox", "error_records",
        "migration", "server", "cli", "logging", "log_shipper", "maintenance", "worker",
    }
)  # fmt: skip
LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warn": logging.WARNING, "error": logging.ERROR}
_LEVEL_NAMES = {number: name for name, number in LEVELS.items()} | {logging.CRITICAL: "error"}
_FRAME_MAX_CHARS = 300
_FRAMES_MAX = 64
_MESSAGE_MAX_CHARS = 1000
_EXCEPTION_MESSAGE_MAX_CHARS = 500
_TOLD = "_surelock_told"
_INTEGER_MAX = 2**63 - 1


def write_event(logger: logging.Logger, event: str, level: str, message: str, **fields: Any) -> None:
    """Write one event. *message* is fixed wording; whatever varies is a field."""
    logger.log(LEVELS[level], message, extra={"event": event, "event_fields": fields})


def failure_fields(failure: ErrorContext) -> dict[str, Any]:
    """The fields by which a line tells a failure."""
    fields: dict[str, Any] = {
        "error_kind": failure.error_kind.value,
        "error_code": failure.error_code,
        "retryable": failure.retryable,
        "retry_after_s": failure.retry_after_s,
        "sqlstate": failure.sqlstate,
    }
    if failure.exception is not None:
        fields["exception_type"] = qualified_name(failure.exception)
        if failure.status_code >= 500:
            fields["exception_message"] = str_of(_root_cause(failure.exception))
            fields["exception_stacktrace"] = _stacktrace(failure.exception)
    elif failure.error_kind in (ErrorKind.INTERNAL_ERROR, ErrorKind.DATABASE_ERROR):
        fields["exception_type"] = "None"
    if failure.status_code >= 500:
        fields["fingerprint"] = _fingerprint(failure)
    return {name: value for name, value in fields.items() if value is not None}


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


def qualified_name(exc: BaseException) -> str:
    kind = type(exc)
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"


def str_of(value: object) -> str:
    """`str(value)`, also when that raises."""
    try:
        return str(value)
    except Exception:  # noqa: BLE001  an object of somebody else's must not cost the line
        return f"<{type(value).__name__} that can't be shown>"


def _root_cause(exc: BaseException) -> BaseException:
    """What a driver or library said first: it explains more than our own fixed wording."""
    while exc.__cause__ is not None:
        exc = exc.__cause__
    return exc


def _stacktrace(exc: BaseException) -> list[str]:
    """One line a frame, innermost last, without source text (it may hold a literal secret)."""
    return [
        f"{frame.filename.rpartition('site-packages/')[2]}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(exc.__traceback__)
    ][-_FRAMES_MAX:]


def _fingerprint(failure: ErrorContext) -> str:
    """The same for failures of the same cause: kind, code, type and our own frames, without line numbers."""
    frames: list[str] = []
    if failure.exception is not None:
        frames = [
            f"{frame.f_globals.get('__name__')}.{frame.f_code.co_qualname}"
            for frame, _line in traceback.walk_tb(failure.exception.__traceback__)
            if str(frame.f_globals.get("__name__")).startswith("service.")
        ]
    exception_type = qualified_name(failure.exception) if failure.exception else ""
    parts = [failure.error_kind.value, failure.error_code, exception_type, *frames]
    return "f_" + hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


class EventFormatter(JsonFormatter):
    """A log record as one line of at most LINE_MAX_BYTES, newline not counted in; never raises.

    *about* is what every line of this process carries; nothing given by a caller can override it.
    """

    def __init__(self, about: dict[str, str]) -> None:
        # ASCII, so that a character is a byte when a line has to be cut.
        dumps = partial(json.dumps, allow_nan=False, separators=(",", ":"))
        super().__init__(json_serializer=dumps, json_ensure_ascii=True)
        self._about = about

    def format(self, record: logging.LogRecord) -> str:
        try:
            return self._encode(self._line(record))
        except Exception as exc:  # noqa: BLE001  a line that can't be written must still be told
            lost = self._frame(record) | {
                "event": "log",
                "message": "log line could not be formatted",
                "exception_type": qualified_name(exc),
            }
            return json.dumps(lost)

    def _frame(self, record: logging.LogRecord) -> dict[str, Any]:
        """What each line has, in our own words."""
        moment = datetime.fromtimestamp(record.created, UTC)
        return {
            "timestamp": moment.isoformat(timespec="microseconds").replace("+00:00", "Z"),
            "level": _LEVEL_NAMES.get(record.levelno, "info"),
            "logger": _shaped(r"[A-Za-z_][A-Za-z0-9_.]{0,99}", record.name, "root"),
            "service": "surelock",
            "pid": os.getpid(),
            "thread": re.sub(r"[^A-Za-z0-9_ ().-]", "_", threading.current_thread().name)[:64] or "thread",
        } | self._about

    def _line(self, record: logging.LogRecord) -> dict[str, Any]:
        event = getattr(record, "event", "log")
        fields = dict(getattr(record, "event_fields", {}))
        message = safe_text(record.getMessage(), _MESSAGE_MAX_CHARS) or "(empty)"
        if event == "log" and record.exc_info and record.exc_info[1] is not None:
            exc = record.exc_info[1]
            fields |= {
                "exception_type": qualified_name(exc),
                "exception_message": str_of(exc),
                "exception_stacktrace": _stacktrace(exc),
            }
        trace = current_trace()
        if trace is not None:
            fields = {"trace_id": trace.trace_id, "span_id": trace.span_id} | fields
        values = {name: _plain(name, value) for name, value in fields.items() if value is not None}
        frame = self._frame(record)
        return frame | {"message": message, "event": event} | values | frame

    def _encode(self, line: dict[str, Any]) -> str:
        """Make it fit: the outer frames go first, then the exception's message, then our own."""
        text = self.jsonify_log_record(line)
        frames = line.get("exception_stacktrace")
        while frames and len(text) >= LINE_MAX_BYTES:
            del frames[: max(1, len(frames) // 8)]
            text = self.jsonify_log_record(line)
        for field in ("exception_message", "detail", "message"):
            while len(text) >= LINE_MAX_BYTES and len(line.get(field, "")) > 1:
                line[field] = line[field][: len(line[field]) // 2]
                text = self.jsonify_log_record(line)
        return text


def _shaped(pattern: str, text: str, otherwise: str) -> str:
    return text if re.fullmatch(pattern, text) else otherwise


def _plain(name: str, value: Any) -> Any:
    """*value* as something every JSON reader takes."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return max(-_INTEGER_MAX, min(_INTEGER_MAX, value))
    if isinstance(value, float):
        return round(value, 3) if math.isfinite(value) else 0.0
    if name == "exception_stacktrace":
        return [safe_text(str_of(frame), _FRAME_MAX_CHARS) for frame in value]
    return safe_text(str_of(value), _EXCEPTION_MESSAGE_MAX_CHARS)


class StandardOutputHandler(logging.Handler):
    """Writes each line with a single write to file descriptor 1; a worker's lines by a thread of its own.

    Thread-safe without a lock: before `start_writer` only one thread runs, after it the queue serves.
    """

    def __init__(self) -> None:
        super().__init__()
        self._queue: queue.Queue[bytes | None] = queue.Queue(QUEUE_MAX_LINES)
        self._writer: threading.Thread | None = None
        self._dropped = 0

    def createLock(self) -> None:
        """No lock: logging's own would be held while a line is formatted, and waited for without bound."""
        self.lock = None

    def emit(self, record: logging.LogRecord) -> None:
        line = self.format(record).encode("ascii", "replace") + b"\n"
        if self._writer is None:
            _write(line)
            return
        try:
            self._queue.put_nowait(line)
        except queue.Full:
            self._dropped += 1

    def start_writer(self) -> None:
        """Write from a thread of its own from now on. Call in a worker, after the fork."""
        self._writer = threading.Thread(target=self._write_lines, name="log-writer", daemon=True)
        self._writer.start()

    def stop_writer(self) -> None:
        """Write what is queued, for at most FLUSH_TIMEOUT_S, then write directly again."""
        if self._writer is None:
            return
        try:
            self._queue.put(None, timeout=FLUSH_TIMEOUT_S)
        except queue.Full:
            return  # standard output does not move: leave the lines, and the thread, which is a daemon
        self._writer.join(timeout=FLUSH_TIMEOUT_S)
        if not self._writer.is_alive():
            self._writer = None

    def _write_lines(self) -> None:
        while (line := self._queue.get(timeout=None)) is not None:
            _write(line)
            if self._dropped and self._queue.empty():
                dropped, self._dropped = self._dropped, 0
                write_event(_log, "lifecycle", "warn", "log lines were dropped", action="lines_dropped", count=dropped)


def _write(line: bytes) -> None:
    with suppress(OSError):  # nobody reads standard output any more: there is no place left to tell it
        os.write(1, line)


_log = logging.getLogger("surelock.log")
_handler = StandardOutputHandler()


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
