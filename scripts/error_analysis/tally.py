"""What is counted while a log goes by. Its size follows the number of different things seen, not of lines.

Two things do grow with the log: eight bytes and their place in a set for each line that could be repeated, and eight
bytes for the duration of each failure.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from error_analysis.lines import Fields, read_line
from error_analysis.timestamps import written
from error_analysis.values import name, number
from service.telemetry.masking import safe_text

LINE_CLASSES = ("json", "legacy", "text", "malformed", "duplicate", "blank")
FAILED_FROM_STATUS = 400
NO_STATUS = "none"
NO_ENDPOINT = "unknown"
NO_KIND = "unclassified"
SAMPLE_MESSAGE_MAX_CHARACTERS = 500

_TRACE_ID = re.compile(r"[0-9a-fA-F]{32}")
_TRACEBACK = "Traceback (most recent call last):"
_WORKER_TIMEOUT = "WORKER TIMEOUT"
_MESSAGES_DROPPED = "Messages dropped:"
_DROPPED_COUNT = re.compile(rf"{_MESSAGES_DROPPED} *([0-9]{{1,15}})")


@dataclass(frozen=True)
class Window:
    """The time asked for: *since* is in it, *until* is not."""

    since: float | None = None
    until: float | None = None

    def takes(self, seconds: float | None) -> bool:
        """Whether a line of that time takes part; one without a time does only where no time is asked for."""
        if seconds is None:
            return self.since is None and self.until is None
        return (self.since is None or seconds >= self.since) and (self.until is None or seconds < self.until)


class Tally:
    """Counts of one log, line by line.

    Minutes count from 1970. `samples` holds for each kind the first `samples_max` failures that can be traced.
    """

    def __init__(self, window: Window, samples_max: int) -> None:
        self.window = window
        self.by_class = Counter[str]()
        self.repaired = 0
        self.undated = 0
        self.first_seconds: float | None = None
        self.last_seconds: float | None = None
        self.requests = 0
        self.requests_failed = 0
        self.requests_by_minute = Counter[int]()
        self.failures_by_minute: defaultdict[int, Counter[str]] = defaultdict(Counter)
        self.by_kind = Counter[str]()
        self.by_endpoint = Counter[str]()
        self.by_status = Counter[int | str]()
        self.durations_ms: defaultdict[str, array[float]] = defaultdict(lambda: array("d"))
        self.samples: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
        self.tracebacks = 0
        self.worker_timeouts = 0
        self.platform_dropped = 0
        self._samples_max = samples_max
        self._seen: set[int] = set()

    def add_all(self, lines: Iterable[bytes]) -> None:
        for line in lines:
            self.add(line)

    def add(self, line: bytes) -> None:
        """Count *line*, which is clean."""
        if not line.isascii() and not _is_utf8(line):
            self.repaired += 1
        # Python's own keyed 64-bit hash: among ten million lines two share one with a probability of 3 in a million.
        digest = hash(line)
        if digest in self._seen:
            self.by_class["duplicate"] += 1
            return
        line_class, fields, seconds, text = read_line(line)
        self.by_class[line_class] += 1
        if fields is not None:
            self._seen.add(digest)
            self._note_time(seconds)
        if self.window.takes(seconds):
            self._look_for_signals(text)
            if fields is not None:
                self._add_event(fields, seconds)

    def _note_time(self, seconds: float | None) -> None:
        if seconds is None:
            self.undated += 1
        elif self.first_seconds is None or self.last_seconds is None:
            self.first_seconds = self.last_seconds = seconds
        elif seconds > self.last_seconds:
            self.last_seconds = seconds
        elif seconds < self.first_seconds:
            self.first_seconds = seconds

    def _look_for_signals(self, text: str) -> None:
        if _TRACEBACK in text:
            self.tracebacks += text.count(_TRACEBACK)
        if _WORKER_TIMEOUT in text:
            self.worker_timeouts += text.count(_WORKER_TIMEOUT)
        if _MESSAGES_DROPPED in text:
            self.platform_dropped += sum(map(int, _DROPPED_COUNT.findall(text)))

    def _add_event(self, fields: Fields, seconds: float | None) -> None:
        is_request = fields.get("event") == "request"
        status = number(fields.get("status_code"))
        kind = _kind(fields.get("error_kind"), status)
        if is_request:
            self.requests += 1
            self.requests_failed += kind is not None
            if seconds is not None:
                self.requests_by_minute[int(seconds // 60)] += 1
        if kind is not None:
            self._add_failure(kind, status, fields, seconds)

    def _add_failure(self, kind: str, status: float | None, fields: Fields, seconds: float | None) -> None:
        endpoint = fields.get("endpoint")
        endpoint = name(endpoint) if isinstance(endpoint, str) and endpoint else NO_ENDPOINT
        status_code = NO_STATUS if status is None or status % 1 or not 100 <= status <= 999 else int(status)
        self.by_kind[kind] += 1
        self.by_endpoint[endpoint] += 1
        self.by_status[status_code] += 1
        if seconds is not None:
            self.failures_by_minute[int(seconds // 60)][kind] += 1
        duration_ms = number(fields.get("duration_ms"))
        if duration_ms is not None and duration_ms >= 0:
            self.durations_ms[kind].append(duration_ms)
        if len(self.samples[kind]) < self._samples_max and _is_trace_id(fields.get("trace_id")):
            message = fields.get("message")
            self.samples[kind].append(
                {
                    "timestamp": None if seconds is None else _shown_time(fields["timestamp"], seconds),
                    "trace_id": fields["trace_id"],
                    "error_kind": kind,
                    "endpoint": endpoint,
                    "status_code": status_code,
                    "message": safe_text(message, SAMPLE_MESSAGE_MAX_CHARACTERS) if isinstance(message, str) else None,
                }
            )


def _kind(error_kind: object, status: float | None) -> str | None:
    """The kind of failure that a line tells of; None if it tells of none."""
    if isinstance(error_kind, str) and error_kind:
        return name(error_kind)
    return NO_KIND if status is not None and status >= FAILED_FROM_STATUS else None


def _is_trace_id(value: object) -> bool:
    return isinstance(value, str) and _TRACE_ID.fullmatch(value) is not None


def _shown_time(timestamp: object, seconds: float) -> str:
    """As the log has it, so that it can be found there, unless that is a number."""
    return timestamp if isinstance(timestamp, str) and number(timestamp) is None else written(seconds)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
