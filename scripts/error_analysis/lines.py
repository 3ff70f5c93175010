"""One line of a log: which class it has, and the event in it."""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple, NoReturn, cast

import orjson

from error_analysis.timestamps import LEADING_TIMESTAMP, logged_seconds
from error_analysis.values import unescaped

Fields = dict[str, Any]


class Line(NamedTuple):
    """A line that was read.

    `fields` is the event of a `json` or `legacy` line, and None for every other class. `text` is where signals are
    looked for.
    """

    line_class: str
    fields: Fields | None = None
    seconds: float | None = None
    text: str = ""


# A container's name as docker compose pads it, a timestamp, or both.
_PREFIX = re.compile(
    r"(?:[A-Za-z0-9][A-Za-z0-9_.-]* +\| )?\s*"
    rf"(?:\[?({LEADING_TIMESTAMP}|[0-9]{{9,13}}(?:\.[0-9]+)?)\]?(?:\s+|$))?",
    re.ASCII,
)
# Only where a word begins can a field begin: what stands inside a quoted value is skipped together with it. A quote
# that nothing closes takes the rest of the line. Possessive, so that no line takes longer than its length.
_FIELD = re.compile(r'(?<!\S)([A-Za-z_][A-Za-z0-9_.-]*+)=(?:"((?:[^"\\]++|\\.)*+)"?|(\S*+))')
_LEGACY_MARKS = ("event", "error_kind")
_LEGACY_KEYS = {"event", "error_kind", "status_code", "endpoint", "duration_ms", "trace_id", "message"}
_EVENT_MARKS = ("event", "error_kind", "status_code")


def read_line(line: bytes) -> Line:
    """*line*, which is clean, with its class; `duplicate` is not found out here."""
    if line.startswith(b"{"):
        return _read_object(line, line)
    if not line.strip():
        return Line("blank")
    text = line.decode("utf-8", "replace")
    prefix = cast(re.Match[str], _PREFIX.match(text))  # every part of it is optional
    if text.startswith("{", prefix.end()):
        body = text[prefix.end() :]
        return _read_object(body, text)
    seconds = logged_seconds(prefix[1]) if prefix[1] else None
    if "event=" in text or "error_kind=" in text:
        fields = _legacy_fields(text, prefix.end())
        if fields is not None:
            return Line("legacy", fields | {"timestamp": prefix[1]}, seconds, text)
    return Line("text", None, seconds, text)


def _read_object(body: bytes | str, line: bytes | str) -> Line:
    found = _json_object(body)
    if found is None:
        return Line("malformed", None, None, line if isinstance(line, str) else line.decode("utf-8", "replace"))
    fields = _unwrapped(found)
    seconds = logged_seconds(fields.get("timestamp"))
    message = fields.get("message")
    return Line("json", fields, seconds, message if isinstance(message, str) else "")


def _json_object(body: bytes | str) -> Fields | None:
    """The object that *body* is, or None. What orjson refuses may still be JSON: the standard library decides."""
    try:
        found = orjson.loads(body)
    except orjson.JSONDecodeError:
        try:
            text = body if isinstance(body, str) else body.decode("utf-8", "replace")
            # As floats integers need no limit on their digits.
            found = json.loads(text, parse_constant=_refuse_constant, parse_int=float)
        except (ValueError, RecursionError):
            return None
    return found if isinstance(found, dict) else None


def _refuse_constant(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")


def _unwrapped(found: Fields) -> Fields:
    """The event that *found* carries as text in its message, if it is none itself."""
    message = found.get("message")
    if "event" in found or "error_kind" in found or not isinstance(message, str):
        return found
    if not message.lstrip().startswith("{"):
        return found
    inner = _json_object(message) or _json_object(unescaped(message))
    if inner is None or not any(mark in inner for mark in _EVENT_MARKS):
        return found
    if logged_seconds(inner.get("timestamp")) is None and "timestamp" in found:
        inner["timestamp"] = found["timestamp"]
    return inner


def _legacy_fields(text: str, start: int) -> Fields | None:
    """The fields of a key=value line, the last of each name; None if it is no such line."""
    fields: Fields = {}
    first = len(text)
    for field in _FIELD.finditer(text, start):
        first = min(first, field.start())
        key, quoted, bare = field.groups()
        if key in _LEGACY_KEYS:
            fields[key] = bare if quoted is None else unescaped(quoted)
    if not any(mark in fields for mark in _LEGACY_MARKS):
        return None
    # The platform's command prints the message, bare, before the fields.
    fields.setdefault("message", text[start:first].strip())
    return fields
