"""What was logged, as the lines that would have been written, each held against the schema."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any, NoReturn

from jsonschema import Draft202012Validator

from service import __version__
from service.telemetry.formatter import EventFormatter

Event = dict[str, Any]

LINE_MAX_BYTES = 4096
SCHEMA: dict[str, Any] = json.loads(
    (Path(__file__).resolve().parents[2] / "docs" / "log_event.schema.json").read_text("utf-8")
)
_VALIDATOR = Draft202012Validator(SCHEMA)


def parsed(line: str) -> Event:
    """The event in *line*; fails unless it is one line, short enough, and JSON for every reader."""
    assert len(line.encode("utf-8")) + 1 <= LINE_MAX_BYTES
    assert line.splitlines() == [line]
    event = json.loads(line, parse_constant=_refuse_constant)
    assert isinstance(event, dict)
    return event


def problems_of(event: Event) -> list[str]:
    """Why the schema refuses *event*; nothing when it does not."""
    if _VALIDATOR.is_valid(event):
        return []
    # Without the choice between seven shapes the reasons can be read.
    chosen = {name: part for name, part in SCHEMA.items() if name != "oneOf"}
    chosen["allOf"] = [{"$ref": f"#/$defs/{event.get('event')}_event"}]
    if event.get("event") not in SCHEMA["properties"]["event"]["enum"]:
        return [f"there is no event {event.get('event')!r}"]
    errors = Draft202012Validator(chosen).iter_errors(event)
    return [f"{'/'.join(map(str, error.absolute_path))}: {error.message}"[:300] for error in errors] or ["no shape"]


def checked(line: str) -> Event:
    """The event in *line*, which is as the schema says."""
    event = parsed(line)
    assert problems_of(event) == []
    return event


def _refuse_constant(constant: str) -> NoReturn:
    raise AssertionError(f"{constant} is not JSON")


def formatter() -> EventFormatter:
    return EventFormatter({"version": __version__})


class LogLines(logging.Handler):
    """Keeps each line that goes through it."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(formatter())
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))

    def events(self, name: str | None = None) -> list[Event]:
        """Every event so far, or those called *name*; all of them valid."""
        events = [checked(line) for line in self.lines]
        return [event for event in events if name in (None, event["event"])]

    def only(self, name: str) -> Event:
        """The one event called *name*."""
        (event,) = self.events(name)
        return event

    def failures(self) -> list[Event]:
        return [event for event in self.events() if "error_kind" in event]
