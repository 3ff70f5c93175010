"""The benchmark of the lock audit: what is expected, what counts as found, and that a broken run is no fast run."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from benchmark_lock_audit import BEGIN, END, check_complete, score_of, write_between_marks
from benchmark_lock_audit_rivals import found_by_grep
from tests.lock_audit.expectations import Place, case_of

SECTION = """\
def check(self, password):
    with self._lock:
        return bcrypt.checkpw(password, self._stored)
"""


def test_the_comments_of_a_case_say_what_is_expected(tmp_path: Path) -> None:
    """A comment that is misread makes every tool look worse or better than it is."""
    source = tmp_path / "case.py"
    source.write_text(
        "one()  # expect: LCK003 via a.b -> bcrypt.checkpw; LCK005 via get\n"
        "two()  # expect: LCK004, LCK006\n"
        "with lock:  # expect: LCK001[strict]\n"
        "    # expect-next: LCK004[suppressed]\n"
        "    three()  # lock-audit: allow LCK004 -- a reason\n"
        "text = '# expect: LCK010'\n"
    )
    case = case_of(source)
    expected = {("LCK003", 1), ("LCK005", 1), ("LCK004", 2), ("LCK006", 2)}
    assert {(place.rule, place.line) for place in case.expected} == expected
    assert case.suppressed == {Place("LCK004", source, 5)}
    assert case.chains == {Place("LCK003", source, 1): ("b", "checkpw"), Place("LCK005", source, 1): ("get",)}


def test_the_score_counts_rule_and_line_and_leaves_suppressed_findings_out(tmp_path: Path) -> None:
    """The right rule on the wrong line is a miss and a false alarm; a suppressed one is neither."""
    faulty, safe = tmp_path / "faulty.py", tmp_path / "safe.py"
    faulty.write_text("a()  # expect: LCK003\nb()  # expect: LCK004\nc()  # expect: LCK005[suppressed]\n")
    safe.write_text("a()\n")
    found = {("LCK003", faulty, 1), ("LCK004", faulty, 1), ("LCK005", faulty, 3)}
    score = score_of(found, [case_of(faulty), case_of(safe)])
    assert (score.expected, score.reported, score.right, score.safe, score.clean) == (2, 2, 1, 1, 1)
    assert score_of(found | {("LCK006", safe, 1)}, [case_of(faulty), case_of(safe)]).clean == 0


@pytest.mark.parametrize("report", ["", "Traceback", '{"files": 3, "errors": []}', '{"files": 3, "errors": [{}]}'])
def test_a_run_that_did_not_read_every_file_is_no_measurement(report: str) -> None:
    """An interpreter that dies of an exception ends with 1, as an audit with findings does, and sooner."""
    with pytest.raises(click.ClickException):
        check_complete(report, files=5)


@pytest.mark.parametrize("report", ['{"files": 5, "errors": []}', '{"files": 4, "errors": [{}]}'])
def test_files_that_cannot_be_parsed_are_told_and_count(report: str) -> None:
    """The standard library has some on purpose."""
    check_complete(report, files=5)


def test_the_table_replaces_the_old_one_and_leaves_the_rest(tmp_path: Path) -> None:
    """The page around it is written by people."""
    page = tmp_path / "page.md"
    page.write_text("# Page\n\nbefore\n")
    write_between_marks(page, "first")
    page.write_text(page.read_text() + "\nafter\n")
    write_between_marks(page, "second")
    assert page.read_text() == f"# Page\n\nbefore\n\n## Measured\n\n{BEGIN}\nsecond\n{END}\n\nafter\n"


def test_the_search_for_words_finds_what_such_scripts_find(tmp_path: Path) -> None:
    """A comparison with a rival that could do better would be worth nothing."""
    source = tmp_path / "case.py"
    source.write_text(SECTION)
    assert found_by_grep([source]) == {("LCK003", source, 3)}
