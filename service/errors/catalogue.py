"""The catalogue of failures, made from the table in `service.errors.kinds`: data for clients, a page for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from service.errors.kinds import KIND_TRAITS, ErrorCode, ErrorKind, Fault

_FAULTS = {
    Fault.CLIENT: "the request, or what its user typed",
    Fault.LOAD: "more to do than the machine can",
    Fault.DATABASE: "PostgreSQL, its host, or the way there",
    Fault.OTHER_SERVICE: "a service that we call",
    Fault.OPERATOR: "a setting, a right, a deploy, something done by hand",
    Fault.SERVICE: "Surelock itself; report it",
}

_HEAD = """\
# Every failure by name

Printed from the table in `service/errors/kinds.py`; do not edit it here. Renew it with

    surelock errors > docs/runbooks/error_catalogue.md

A running service tells the same with `GET /api/errors`. Codes are never renamed. *Again* says whether the same request
may be sent again: then it has changed nothing.

| fault | to be looked for in |
|---|---|
"""


def catalogue() -> dict[str, list[dict[str, Any]]]:
    """What the codes of a kind share in `kinds`, and everything else about each code in `errors`; JSON as it is."""
    return {"kinds": [_kind(kind) for kind in ErrorKind], "errors": [_error(code) for code in ErrorCode]}


def _kind(kind: ErrorKind) -> dict[str, Any]:
    traits = KIND_TRAITS[kind]
    return {
        "error_kind": kind.value,
        "title": traits.title,
        "retry_after_s": traits.retry_after_s,
        "retry_jitter_s": traits.retry_jitter_s,
        "runbook": kind.runbook,
    }


def _error(code: ErrorCode) -> dict[str, Any]:
    return {
        "error_kind": code.kind.value,
        "error_code": code.value,
        "status": code.status,
        "level": code.level,
        "retryable": code.retryable,
        "fault": code.fault.value,
        "what_to_do": code.advice,
    }


def catalogue_page() -> str:
    """The same as Markdown, one table for each kind."""
    faults = "".join(f"| {fault.value} | {_FAULTS[fault]} |\n" for fault in Fault)
    return _HEAD + faults + "".join(_section(kind) for kind in ErrorKind)


def _section(kind: ErrorKind) -> str:
    rows = "".join(_rows(kind))
    return f"""
## {kind.value}

{KIND_TRAITS[kind].title}. What to do at 3 a.m.: [{kind.value}.md]({kind.value}.md)

| code | status | again | fault | what to do |
|---|---|---|---|---|
{rows}"""


def _rows(kind: ErrorKind) -> Iterator[str]:
    for code in ErrorCode:
        if code.kind is kind:
            again = "yes" if code.retryable else "no"
            yield f"| `{code.value}` | {code.status} | {again} | {code.fault.value} | {code.advice} |\n"
