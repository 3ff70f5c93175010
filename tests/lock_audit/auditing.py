"""The auditor as a command, run in this process: what it prints, and its JSON report read back."""

from __future__ import annotations

import contextlib
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lock_audit.cli import main


@dataclass(frozen=True)
class Step:
    """One call on the way from the critical section to the operation."""

    path: Path
    line: int
    call: str


@dataclass(frozen=True)
class Finding:
    rule: str
    path: Path
    line: int
    chain: tuple[Step, ...]


@dataclass(frozen=True)
class Report:
    """What one run said. `errors` names the files that could not be audited."""

    findings: tuple[Finding, ...]
    suppressed: tuple[Finding, ...]
    errors: tuple[Any, ...]
    files: int


def printed(*arguments: str) -> bytes:
    """What the command writes to its standard output."""
    output = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="", write_through=True)
    with contextlib.redirect_stdout(output), contextlib.suppress(SystemExit):
        main(list(arguments))
    buffer = output.detach()
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue()


def audit(*paths: Path, options: tuple[str, ...] = ()) -> Report:
    """Audit *paths* without leaving this process; starting an interpreter would cost more than the audit."""
    report = json.loads(printed("--format", "json", *options, *map(str, paths)))
    return Report(
        tuple(map(_finding, report["findings"])),
        tuple(map(_finding, report["suppressed"])),
        tuple(report["errors"]),
        report["files"],
    )


def _finding(found: Mapping[str, Any]) -> Finding:
    chain = tuple(Step(Path(step["path"]), step["line"], step["call"]) for step in found["chain"])
    return Finding(found["rule"], Path(found["path"]), found["line"], chain)
