"""An error record told in words, for whoever has to find out what happened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC
from typing import Any

from service.errors.kinds import ErrorCode, ErrorKind
from service.telemetry.records import ErrorRecord
from service.telemetry.trace import TIMELINE_MAX

# What each wait of a timeline was for; one that is not here is told by its own name.
WAITED_FOR = {
    "lock_wait": "lock",
    "pool_wait": "database connection",
    "db": "database",
    "hash_wait": "place in the hash lane",
    "hash": "password hash",
    "sign": "signature",
    "external": "another service",
}
# Records outlive the version that wrote them, so a name in one need not be known any more.
_ADVICE = {code.value: code.advice for code in ErrorCode}
_RUNBOOKS = {kind.value: kind.runbook for kind in ErrorKind}
_INDENT = "  "


def what_to_do(record: ErrorRecord) -> str | None:
    """The advice for its error code."""
    return _ADVICE.get(record.error_code)


def runbook_of(record: ErrorRecord) -> str | None:
    """The page for its error kind, from the repository's root."""
    return _RUNBOOKS.get(record.error_kind)


def story_lines(record: ErrorRecord) -> list[str]:
    """What happened: when and where, what was waited for, what failed, and what to do now."""
    return [
        *_opening(record),
        *_section("Waits, in their order (began after, took)", _timeline(record)),
        *_section("What failed", _failure(record)),
        *_section("What now", _consequences(record)),
    ]


def _opening(record: ErrorRecord) -> Iterator[str]:
    moment = record.occurred_at.astimezone(UTC).isoformat(sep=" ", timespec="milliseconds").replace("+00:00", "Z")
    where = f"{record.method} {record.endpoint}" if _is_request(record) else f"{record.endpoint} (no request)"
    yield f"{moment}  {where}  {record.status_code}  {record.error_kind}/{record.error_code}"
    about = {
        "trace": record.trace_id,
        "span": record.span_id,
        "user": record.story.get("user_id"),
        "tried user": record.story.get("user_ref"),
        "platform's request id": record.story.get("request_id"),
    }
    yield _INDENT + ", ".join(f"{name} {value}" for name, value in about.items() if value is not None)
    if _is_request(record):
        yield f"{_INDENT}ended after {record.story.get('duration_ms', 0):.1f} ms"


def _is_request(record: ErrorRecord) -> bool:
    return record.method != "NONE"


def _section(title: str, lines: Iterator[str]) -> Iterator[str]:
    """*lines* under *title*, or nothing when there are none."""
    for number, line in enumerate(lines):
        if number == 0:
            yield f"{_INDENT}{title}:"
        yield _INDENT * 2 + line


def _timeline(record: ErrorRecord) -> Iterator[str]:
    waits: Sequence[Mapping[str, Any]] = record.story.get("timeline", [])
    offsets = _aligned([f"{wait['at_ms']:.1f} ms" for wait in waits])
    durations = _aligned([f"{wait['ms']:.1f} ms" for wait in waits])
    for wait, offset, duration in zip(waits, offsets, durations, strict=True):
        columns = f"{offset}  {duration}  "
        yield columns + _what_for(wait)
        if "held_by" in wait:
            yield " " * len(columns) + _holder(wait)
    if len(waits) == TIMELINE_MAX:
        yield f"(only the first {TIMELINE_MAX} are kept)"


def _aligned(texts: list[str]) -> list[str]:
    width = max(map(len, texts), default=0)
    return [text.rjust(width) for text in texts]


def _what_for(wait: Mapping[str, Any]) -> str:
    what = WAITED_FOR.get(wait["wait"], wait["wait"])
    return f"{what}, for {wait['label']}" if "label" in wait else what


def _holder(wait: Mapping[str, Any]) -> str:
    held = f"held by {wait['held_by']}, for {wait['held_ms']:.1f} ms when the wait ended"
    return f"{held}, in trace {wait['held_by_trace_id']}" if "held_by_trace_id" in wait else held


def _failure(record: ErrorRecord) -> Iterator[str]:
    story = record.story
    if "detail" in story:
        yield story["detail"]
    for number, link in enumerate(story.get("exceptions", [])):
        text = f"{link['type']}: {link['message']}" if link.get("message") else link["type"]
        yield text if number == 0 else f"from {text}"
    if "sqlstate" in story:
        yield f"SQLSTATE {story['sqlstate']}"
    if "fingerprint" in story:
        yield f"fingerprint {story['fingerprint']}, the same for failures of the same cause"


def _consequences(record: ErrorRecord) -> Iterator[str]:
    if _is_request(record):
        yield _sending_again(record)
    advice = what_to_do(record)
    if advice is not None and advice != record.story.get("detail"):  # which may be just that
        yield advice
    if (runbook := runbook_of(record)) is not None:
        yield f"Runbook: {runbook}"


def _sending_again(record: ErrorRecord) -> str:
    if record.story.get("retryable"):
        after = record.story.get("retry_after_s")
        when = f" after {after} s" if after is not None else ""
        return f"The same request may be sent again{when}: nothing was changed."
    if record.is_server_fault:
        return "The same request should not just be sent again: look first whether it changed something."
    return "The same request would be refused again: it has to change first."
