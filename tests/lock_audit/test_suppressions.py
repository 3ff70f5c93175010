"""What the comments of a file tell the audit, and what becomes of its findings."""

from __future__ import annotations

from pathlib import Path

import pytest

from lock_audit.findings import Finding
from lock_audit.source import SourceFile, read
from lock_audit.suppressions import directives_in, judged


def source(folder: Path, text: str) -> SourceFile:
    (folder / "mod.py").write_text(text, encoding="utf-8")
    [file], _ = read([str(folder)])
    return file


def finding(file: SourceFile, line: int, rule: str = "LCK004", strict_only: bool = False) -> Finding:
    return Finding(rule, file.path, line, 1, "database work", "_lock", (), strict_only)


def outcome(file: SourceFile, *findings: Finding) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    remaining, suppressed = judged(findings, [file])
    return [(found.rule, found.line) for found in remaining], [(found.rule, found.line) for found in suppressed]


def test_a_comment_on_the_line_covers_that_line_only(tmp_path: Path) -> None:
    """The next line has to have reasons of its own."""
    file = source(tmp_path, "work()  # lock-audit: allow LCK004 -- one thread\nwork()\n")
    assert outcome(file, finding(file, 1), finding(file, 2)) == ([("LCK004", 2)], [("LCK004", 1)])


def test_a_comment_of_its_own_covers_the_next_line_only(tmp_path: Path) -> None:
    """Directly above, or it would be a matter of luck which line it means."""
    file = source(tmp_path, "if x:\n    # lock-audit: allow LCK004 -- one thread\n    work()\n    work()\n")
    assert outcome(file, finding(file, 3), finding(file, 4)) == ([("LCK004", 4)], [("LCK004", 3)])
    assert outcome(file, finding(file, 4)) == ([("LCK004", 4), ("LCK000", 2)], [])


def test_a_comment_behind_a_text_of_several_lines_is_not_alone(tmp_path: Path) -> None:
    """It belongs to the line it stands on, where the call may begin."""
    file = source(tmp_path, 'x = """\n"""; work()  # lock-audit: allow LCK004 -- one thread\nwork()\n')
    assert outcome(file, finding(file, 2)) == ([], [("LCK004", 2)])


def test_a_suppressed_finding_carries_the_reason(tmp_path: Path) -> None:
    """Reports show what was excused, and why; a reason may hold dashes itself."""
    file = source(tmp_path, "work()  # lock-audit: allow LCK004 -- see docs -- section 2\n")
    _, [suppressed] = judged([finding(file, 1)], [file])
    assert suppressed.reason == "see docs -- section 2"


def test_each_rule_of_a_list_has_to_suppress_something(tmp_path: Path) -> None:
    """An excuse that outlives its cause would hide the next one."""
    file = source(tmp_path, "work()  # lock-audit: allow LCK003, LCK004,LCK005 -- one thread\n")
    [stale], _ = judged([finding(file, 1)], [file])
    assert (stale.rule, stale.line, stale.column) == ("LCK000", 1, 9)
    assert "LCK003, LCK005" in stale.message


def test_a_finding_of_strict_audits_keeps_its_suppression_fresh(tmp_path: Path) -> None:
    """Else the same line would be wrong in one mode or the other."""
    file = source(tmp_path, "with lock:  # lock-audit: allow LCK001 -- a few lines\n    pass\n")
    assert outcome(file, finding(file, 1, "LCK001", strict_only=True)) == ([], [("LCK001", 1)])


@pytest.mark.parametrize(
    "comment",
    [
        "allow LCK004",
        "allow LCK004 --",
        "allow LCK004 -- ?",
        "allow LCK004 --  # noqa: E501",
        "allow LCK004: one thread",
        "allow LCK004 - one thread",
        "allow LCK004 — one thread",
        "allow LCK404 -- one thread",
        "allow lck004 -- one thread",
        "allow LCK000 -- one thread",
        "allow LCK003 LCK004 -- one thread",
        "allow LCK004, -- one thread",
        "allow -- one thread",
        "allow",
        "allows LCK004 -- one thread",
        "disable LCK004 -- one thread",
        "",
    ],
)
def test_a_comment_that_is_not_in_form_is_reported_once(comment: str, tmp_path: Path) -> None:
    """Whoever wrote it believes that it works."""
    text = f"work()  # lock-audit: {comment}\n"
    assert {(problem.line, problem.column) for problem in directives_in(text).problems} == {(1, 9)}
    file = source(tmp_path, text)
    remaining, _ = judged([finding(file, 1)], [file])
    assert [found.rule for found in remaining].count("LCK000") == 1


@pytest.mark.parametrize("comment", ["allow LCK004", "allow LCK004 --", "allow LCK404 -- one thread"])
def test_a_comment_without_reason_or_known_rule_suppresses_nothing(comment: str, tmp_path: Path) -> None:
    """The reason is the point."""
    file = source(tmp_path, f"work()  # lock-audit: {comment}\n")
    assert outcome(file, finding(file, 1)) == ([("LCK004", 1), ("LCK000", 1)], [])


def test_a_finding_about_suppressions_can_not_be_suppressed(tmp_path: Path) -> None:
    """Nobody excuses an excuse."""
    file = source(tmp_path, "# lock-audit: allow LCK000 -- please\nwork()  # lock-audit: allow LCK005\n")
    assert outcome(file) == ([("LCK000", 1), ("LCK000", 2)], [])


def test_only_comments_that_begin_with_the_mark_count() -> None:
    """Documentation and programs that write such comments are not suppressions."""
    text = (
        '"""Write # lock-audit: allow LCK004"""\n'
        "BAD = '# lock-audit: allow LCK004'\n"
        "# see docs/lock_audit.md\n"
        "# write `# lock-audit: allow LCK004`\n"
        "# the lock-audit: a story\n"
    )
    assert directives_in(text) == directives_in("")


def test_a_comment_may_follow_another_tools(tmp_path: Path) -> None:
    """A line has one comment, however many tools want to read it."""
    file = source(tmp_path, "work()  # noqa: S608  # lock-audit: allow LCK004 -- one thread\n")
    assert outcome(file, finding(file, 1)) == ([], [("LCK004", 1)])


def test_an_order_is_declared_with_a_reason(tmp_path: Path) -> None:
    """It is a promise about all code there is, so somebody has to have thought about it."""
    file = source(tmp_path, "\n# lock-audit: order Bank._lock < Account._lock -- accounts never call their bank\n")
    assert [tuple(order) for order in file.orders] == [("Bank._lock", "Account._lock", 2)]
    assert outcome(file) == ([], [])


@pytest.mark.parametrize(
    "text", ["A < B", "A < B --", "A > B -- why", "A B -- why", "< B -- why", "A < B < C -- why", ""]
)
def test_an_order_that_is_not_in_form_is_reported(text: str, tmp_path: Path) -> None:
    """It would declare nothing, quietly."""
    file = source(tmp_path, f"# lock-audit: order {text}\n")
    assert file.orders == ()
    assert outcome(file) == ([("LCK000", 1)], [])
