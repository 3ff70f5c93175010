"""The same findings as lines of text, as JSON, and as SARIF for tools that show them in the code."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from lock_audit.findings import RULES, Finding, Step
from lock_audit.source import SourceError

JSON_VERSION = 1
SARIF_VERSION = "2.1.0"
SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
TOOL = "lock-audit"
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")  # a name of a file may have them, a line of the report may not

Json = dict[str, Any]


@dataclass(frozen=True)
class Report:
    """What an audit of *files* files says; each of the lists is sorted."""

    findings: list[Finding]
    suppressed: list[Finding]
    errors: list[SourceError]
    files: int


def as_text(report: Report) -> str:
    lines = [_line(finding) for finding in report.findings]
    lines += [f"{error.path}:{error.line}: error: {error.message}" for error in report.errors]
    return "".join(f"{_CONTROL.sub(_escaped, line)}\n" for line in lines)


def _escaped(control: re.Match[str]) -> str:
    return f"\\x{ord(control[0]):02x}"


def _line(finding: Finding) -> str:
    lock = f" [{finding.lock}]" if finding.lock else ""
    *calls, operation = [step.call for step in finding.chain] or [""]
    way = f" via {' -> '.join([*(f'{call}()' for call in calls), operation])}" if calls else ""
    return f"{finding.path}:{finding.line}:{finding.column}: {finding.rule} {finding.message}{lock}{way}"


def as_json(report: Report) -> str:
    return _dumped(
        {
            "version": JSON_VERSION,
            "findings": [_finding(finding) for finding in report.findings],
            "suppressed": [{**_finding(finding), "reason": finding.reason} for finding in report.suppressed],
            "errors": [vars(error) for error in report.errors],
            "files": report.files,
        }
    )


def _finding(finding: Finding) -> Json:
    return {
        "rule": finding.rule,
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
        "message": finding.message,
        "lock": finding.lock,
        "chain": [vars(step) for step in finding.chain],
    }


def as_sarif(report: Report) -> str:
    shown = sorted([*report.findings, *report.suppressed], key=lambda finding: finding.place)
    run = {
        "tool": {"driver": {"name": TOOL, "rules": [_rule(name, text) for name, text in RULES.items()]}},
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": not report.errors,
                "toolExecutionNotifications": [_notification(error) for error in report.errors],
            }
        ],
        "results": [_result(finding) for finding in shown],
    }
    return _dumped({"$schema": SARIF_SCHEMA, "version": SARIF_VERSION, "runs": [run]})


def _rule(name: str, text: str) -> Json:
    return {"id": name, "shortDescription": {"text": text}, "defaultConfiguration": {"level": "error"}}


def _notification(error: SourceError) -> Json:
    return {
        "level": "error",
        "message": {"text": error.message},
        "locations": [_location(error.path, {"startLine": error.line})],
    }


def _result(finding: Finding) -> Json:
    lock = f" [{finding.lock}]" if finding.lock else ""
    result: Json = {
        "ruleId": finding.rule,
        "ruleIndex": list(RULES).index(finding.rule),
        "level": "error",
        "message": {"text": finding.message + lock},
        "locations": [_location(finding.path, {"startLine": finding.line, "startColumn": finding.column})],
        # Either every result of a run says whether it is suppressed, or none does.
        "suppressions": [],
    }
    if finding.chain:
        result["codeFlows"] = [{"threadFlows": [{"locations": [_flow_location(step) for step in finding.chain]}]}]
    if finding.reason is not None:
        result["suppressions"] = [{"kind": "inSource", "justification": finding.reason}]
    return result


def _flow_location(step: Step) -> Json:
    text = f"{step.function} calls {step.call}" if step.function else step.call
    return {"location": {**_location(step.path, {"startLine": step.line}), "message": {"text": text}}}


def _location(path: str, region: dict[str, int]) -> Json:
    pure = PurePath(path)
    uri = pure.as_uri() if pure.is_absolute() else quote(path, errors="surrogateescape")
    return {"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}


def _dumped(document: Json) -> str:
    # ASCII, so that a file name that is no text can still be written.
    return json.dumps(document, indent=2) + "\n"


FORMATS: dict[str, Callable[[Report], str]] = {"text": as_text, "json": as_json, "sarif": as_sarif}
