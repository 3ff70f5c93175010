"""One log record as one line: the shape of docs/log_event.schema.json, whatever is logged."""

from __future__ import annotations

import hashlib
import json
import logging
import math
import os
import re
import threading
import traceback
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import partial
from types import FrameType
from typing import Any

from pythonjsonlogger.json import JsonFormatter

from service.errors.context import ErrorContext
from service.errors.kinds import ErrorKind
from service.telemetry.masking import safe_text
from service.telemetry.trace import current_trace

LINE_MAX_BYTES = 4096  # PIPE_BUF: a longer write may be torn by another worker's line

LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warn": logging.WARNING, "error": logging.ERROR}
CHAIN_MAX = 8
_STATES_THAT_QUOTE = ("22", "P0")
_FRAME_MAX_CHARS = 300
_FRAMES_MAX = 64
_MESSAGE_MAX_CHARS = 1000
_EXCEPTION_MESSAGE_MAX_CHARS = 500
_SHORT_CHARS = 64  # what says when and where is never longer, and never cut
_INTEGER_MAX = 2**63 - 1


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
            "level": _level_name(record.levelno),
            "logger": _shaped(r"[A-Za-z_][A-Za-z0-9_.]{0,99}", record.name, "root"),
            "service": "surelock",
            "pid": os.getpid(),
            "thread": re.sub(r"[^A-Za-z0-9_ ().-]", "_", threading.current_thread().name)[:64] or "thread",
        } | self._about

    def _line(self, record: logging.LogRecord) -> dict[str, Any]:
        fields = dict(getattr(record, "event_fields", {}))
        event = getattr(record, "event", "log") if hasattr(record, "event_fields") else "log"
        message = safe_text(_message_of(record), _MESSAGE_MAX_CHARS) or "(empty)"
        if event == "log" and record.exc_info and record.exc_info[1] is not None:
            exc = record.exc_info[1]
            fields |= {
                "exception_type": qualified_name(exc),
                "exception_message": exception_text(exc),
                "exception_stacktrace": _stacktrace(exc),
            }
        trace = current_trace()
        if trace is not None:
            fields = {"trace_id": trace.trace_id, "span_id": trace.span_id} | fields
        values = {name: _plain(name, value) for name, value in fields.items() if value is not None}
        frame = self._frame(record)
        return frame | {"message": message, "event": event} | values | frame

    def _encode(self, line: dict[str, Any]) -> str:
        """Make it fit: the outer frames go first, then the exception's message, then our own, then what is long."""
        text = self.jsonify_log_record(line)
        frames = line.get("exception_stacktrace")
        while frames and len(text) >= LINE_MAX_BYTES:
            del frames[: max(1, len(frames) // 8)]
            text = self.jsonify_log_record(line)
        long = [field for field, value in line.items() if isinstance(value, str) and len(value) > _SHORT_CHARS]
        for field in ("exception_message", "detail", "message", *long):
            while len(text) >= LINE_MAX_BYTES and len(line.get(field, "")) > 1:
                line[field] = line[field][: len(line[field]) // 2]
                text = self.jsonify_log_record(line)
        return text


def _level_name(number: object) -> str:
    """The highest of our levels that *number* reaches: CRITICAL is an error, and libraries have levels of their own."""
    if not isinstance(number, int):
        return "info"
    return next((name for name, least in reversed(LEVELS.items()) if number >= least), "debug")


def _message_of(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except Exception:  # noqa: BLE001  a wrong format, or an argument that can't be shown
        return str_of(record.msg)


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
            fields["exception_message"] = exception_text(_root_cause(failure.exception))
            fields["exception_stacktrace"] = _stacktrace(failure.exception)
    elif failure.error_kind in (ErrorKind.INTERNAL_ERROR, ErrorKind.DATABASE_ERROR):
        fields["exception_type"] = "None"
    if failure.status_code >= 500:
        fields["fingerprint"] = fingerprint(failure)
    return {name: value for name, value in fields.items() if value is not None}


def qualified_name(exc: BaseException) -> str:
    kind = type(exc)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    return re.sub(r"[^A-Za-z0-9_.]", "_", name.replace("<locals>.", ""))[:200]


def str_of(value: object) -> str:
    """`str(value)`, also when that raises."""
    try:
        return str(value)
    except Exception:  # noqa: BLE001  an object of somebody else's must not cost the line
        return f"<{type(value).__name__} that can't be shown>"


def exception_text(exc: BaseException) -> str:
    """
    What *exc* says, without the row that PostgreSQL repeats below it (`DETAIL: Key (username_key)=(ada) …`).

    Nothing where its first line repeats a value, too: what an operator's trigger raises, and what a type refuses.
    """
    try:
        if str(getattr(exc, "sqlstate", "")).startswith(_STATES_THAT_QUOTE):
            return ""
        primary = getattr(getattr(exc, "diag", None), "message_primary", None)
    except Exception:  # noqa: BLE001  an object of somebody else's must not cost the line
        primary = None
    return primary if isinstance(primary, str) else str_of(exc)


def _root_cause(exc: BaseException) -> BaseException:
    """What a driver or library said first: it explains more than our own fixed wording."""
    seen = {id(exc)}
    while exc.__cause__ is not None and id(exc.__cause__) not in seen:  # `raise exc from exc` makes a cycle
        exc = exc.__cause__
        seen.add(id(exc))
    return exc


def exception_chain(exc: BaseException | None) -> list[dict[str, str]]:
    """The exception and what it came from, outermost first: type and masked message of each, CHAIN_MAX at most."""
    chain: list[dict[str, str]] = []
    seen: set[int] = set()
    while exc is not None and id(exc) not in seen and len(chain) < CHAIN_MAX:
        seen.add(id(exc))
        message = safe_text(exception_text(exc), _EXCEPTION_MESSAGE_MAX_CHARS)
        chain.append({"type": qualified_name(exc), "message": message})
        exc = exc.__cause__ or (None if exc.__suppress_context__ else exc.__context__)
    return chain


def _stacktrace(exc: BaseException) -> list[str]:
    return told_frames(traceback.walk_tb(exc.__traceback__))


def told_frames(frames: Iterable[tuple[FrameType, int]]) -> list[str]:
    """
    One line a frame, innermost last, without source text (it may hold a literal secret).

    Not by `traceback.extract_tb`, which looks each source file up on the disk: an overload fails thousands of times.
    """
    return [
        f"{frame.f_code.co_filename.rpartition('site-packages/')[2]}:{line} {frame.f_code.co_name}"
        for frame, line in frames
    ][-_FRAMES_MAX:]


def fingerprint(failure: ErrorContext) -> str:
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
