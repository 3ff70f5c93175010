"""The three forms of a report."""

from __future__ import annotations

import json
from typing import Any

from lock_audit.findings import RULES, Finding, Step, one_per_rule_and_line
from lock_audit.reports import Report, as_json, as_sarif, as_text
from lock_audit.source import SourceError

WAY = (
    Step("src/a b.py", 9, "invite", "_seat_free"),
    Step("src/a b.py", 20, "_seat_free", "members.count"),
    Step("src/members.py", 4, "count", "pool.connection"),
)
FOLLOWED = Finding("LCK004", "src/a b.py", 9, 16, "waits for a connection", "_members_lock", WAY)
DIRECT = Finding("LCK006", "src/a b.py", 11, 5, "sleeps", "_members_lock", (Step("src/a b.py", 11, "f", "time.sleep"),))
COMMENT = Finding("LCK000", "src/a b.py", 12, 1, "nothing to suppress: LCK005", "", ())
EXCUSED = Finding("LCK006", "src/a b.py", 10, 5, "sleeps", "_members_lock", DIRECT.chain, reason="one thread")
REPORT = Report([FOLLOWED, DIRECT, COMMENT], [EXCUSED], [SourceError("src/bad.py", 3, "cannot be read: bad")], 7)


def test_text_has_a_line_for_each_finding_and_each_error() -> None:
    """What a person reads, and an editor jumps to."""
    assert as_text(REPORT).splitlines() == [
        "src/a b.py:9:16: LCK004 waits for a connection [_members_lock]"
        " via _seat_free() -> members.count() -> pool.connection",
        "src/a b.py:11:5: LCK006 sleeps [_members_lock]",
        "src/a b.py:12:1: LCK000 nothing to suppress: LCK005",
        "src/bad.py:3: error: cannot be read: bad",
    ]


def test_json_has_the_findings_the_suppressed_with_reasons_and_the_errors() -> None:
    """What other programs read."""
    document = json.loads(as_json(REPORT))
    assert list(document) == ["version", "findings", "suppressed", "errors", "files"]
    assert document["findings"][0] == {
        "rule": "LCK004",
        "path": "src/a b.py",
        "line": 9,
        "column": 16,
        "message": "waits for a connection",
        "lock": "_members_lock",
        "chain": [
            {"path": "src/a b.py", "line": 9, "function": "invite", "call": "_seat_free"},
            {"path": "src/a b.py", "line": 20, "function": "_seat_free", "call": "members.count"},
            {"path": "src/members.py", "line": 4, "function": "count", "call": "pool.connection"},
        ],
    }
    assert [found["reason"] for found in document["suppressed"]] == ["one thread"]
    assert document["errors"] == [{"path": "src/bad.py", "line": 3, "message": "cannot be read: bad"}]
    assert (document["version"], document["files"]) == (1, 7)


def test_sarif_has_what_code_scanning_needs() -> None:
    """GitHub refuses a file that lacks any of it."""
    document = json.loads(as_sarif(REPORT))
    assert document["version"] == "2.1.0"
    assert document["$schema"].endswith("sarif-2.1.0.json")
    [run] = document["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert run["tool"]["driver"]["name"]
    assert [rule["id"] for rule in rules] == list(RULES)
    assert all(rule["shortDescription"]["text"] for rule in rules)
    assert [(result["ruleId"], start_of(result["locations"][0])) for result in run["results"]] == [
        ("LCK004", ("src/a%20b.py", 9, 16)),
        ("LCK006", ("src/a%20b.py", 10, 5)),
        ("LCK006", ("src/a%20b.py", 11, 5)),
        ("LCK000", ("src/a%20b.py", 12, 1)),
    ]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["message"]["text"]
        assert result["level"] == "error"


def test_sarif_shows_the_chain_as_a_code_flow() -> None:
    """Its viewers step through it."""
    [run] = json.loads(as_sarif(REPORT))["runs"]
    [[locations]] = [[flow["locations"] for flow in code["threadFlows"]] for code in run["results"][0]["codeFlows"]]
    assert [start_of(step["location"]) for step in locations] == [
        ("src/a%20b.py", 9, None),
        ("src/a%20b.py", 20, None),
        ("src/members.py", 4, None),
    ]
    assert locations[-1]["location"]["message"]["text"] == "count calls pool.connection"
    assert "codeFlows" not in run["results"][-1]


def test_sarif_marks_what_is_suppressed_and_says_so_of_every_result() -> None:
    """The standard wants all results of a run to say it, or none."""
    [run] = json.loads(as_sarif(REPORT))["runs"]
    excuse = {"kind": "inSource", "justification": "one thread"}
    assert [result["suppressions"] for result in run["results"]] == [[], [excuse], [], []]


def test_sarif_tells_of_files_that_could_not_be_audited() -> None:
    """A run without results is no proof if it did not see everything."""
    [run] = json.loads(as_sarif(REPORT))["runs"]
    [invocation] = run["invocations"]
    assert invocation["executionSuccessful"] is False
    [notification] = invocation["toolExecutionNotifications"]
    assert notification["message"]["text"] == "cannot be read: bad"
    assert start_of(notification["locations"][0]) == ("src/bad.py", 3, None)


def test_sarif_names_absolute_paths_as_uris() -> None:
    """A path is no URI."""
    found = Finding("LCK006", "/src/ä#1.py", 1, 1, "sleeps", "_lock", ())
    [run] = json.loads(as_sarif(Report([found], [], [], 1)))["runs"]
    assert start_of(run["results"][0]["locations"][0])[0] == "file:///src/%C3%A4%231.py"


def test_a_rule_is_reported_once_for_a_line_and_plainly_rather_than_strictly() -> None:
    """Three calls on a line are one thing to repair; and what always counts must not hide behind what seldom does."""
    strict = Finding("LCK001", "a.py", 3, 1, "with", "_lock", (), strict_only=True)
    plain = Finding("LCK001", "a.py", 3, 9, "acquire", "_lock", ())
    later = Finding("LCK001", "a.py", 3, 20, "acquire", "_other", ())
    other = Finding("LCK008", "a.py", 3, 2, "acquire", "_lock", ())
    assert one_per_rule_and_line([later, strict, plain, other]) == [other, plain]


def start_of(location: dict[str, Any]) -> tuple[str, int, int | None]:
    physical = location["physicalLocation"]
    region = physical["region"]
    return physical["artifactLocation"]["uri"], region["startLine"], region.get("startColumn")
