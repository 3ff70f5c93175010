"""The scripts, as people and their CI call them."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

SCRIPTS = Path(__file__).parents[2] / "scripts"
AUDIT, GUARD = SCRIPTS / "audit_lock_patterns.sh", SCRIPTS / "check_mutex_safety.sh"
TIMEOUT_S = 120

CLEAN = """\
import threading

_lock = threading.Lock()
_names: set[str] = set()


def add(name: str) -> None:
    with _lock:
        _names.add(name)
"""
UNBOUNDED = """

def drop(name: str) -> None:
    _lock.acquire()
    try:
        _names.discard(name)
    finally:
        _lock.release()
"""
SLEEPING = """

def wait() -> None:
    with _lock:
        time.sleep(1)
"""
IMPORT_TIME = "import time\n"


def run(
    script: Path, *arguments: object, cwd: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [script, *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=TIMEOUT_S,
        check=False,
    )


def report(*arguments: object) -> dict[str, Any]:
    result: dict[str, Any] = json.loads(run(AUDIT, "--format", "json", *arguments).stdout)
    return result


def rules(document: dict[str, Any]) -> list[str]:
    return [found["rule"] for found in document["findings"]]


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    return write(tmp_path / "clean" / "names.py", CLEAN)


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """An acquire without bound on line 14, a sleep under the lock on line 23, and a `with lock` on lines 9 and 22."""
    return write(tmp_path / "faulty" / "names.py", IMPORT_TIME + CLEAN + UNBOUNDED + SLEEPING)


def write(file: Path, text: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_exit_status_0_means_clean(clean: Path) -> None:
    """CI reads nothing else."""
    result = run(AUDIT, clean)
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


def test_exit_status_1_means_findings_and_each_has_its_line(faulty: Path) -> None:
    """Where to go, and why."""
    result = run(AUDIT, faulty)
    assert result.returncode == 1
    first, second = result.stdout.splitlines()
    assert first.startswith(f"{faulty}:14:5: LCK001 ")
    assert second.startswith(f"{faulty}:23:9: LCK006 ")
    assert "[" in first
    assert "[" in second


def test_exit_status_2_means_that_something_was_not_audited_whatever_was_found(faulty: Path) -> None:
    """Unreadable never means clean, and never hides what the other files have."""
    write(faulty.with_name("bad.py"), "def broken(:\n")
    result = run(AUDIT, "--format", "json", faulty.parent)
    assert result.returncode == 2
    document = json.loads(result.stdout)
    assert rules(document) == ["LCK001", "LCK006"]
    assert [(error["path"], error["line"]) for error in document["errors"]] == [(str(faulty.with_name("bad.py")), 1)]
    assert document["files"] == 1
    assert f"{faulty.with_name('bad.py')}:1: error: " in run(AUDIT, faulty.parent).stdout


@pytest.mark.parametrize(
    "arguments", [["--format", "xml"], ["--select", "LCK099"], ["--select", ""], ["--unknown"], [""]]
)
def test_wrong_usage_ends_with_2_and_says_why(arguments: list[str], clean: Path) -> None:
    """A typing error in CI must not pass."""
    result = run(AUDIT, *arguments, clean)
    assert result.returncode == 2
    assert "usage:" in result.stderr


def test_a_path_that_is_not_there_ends_with_2(clean: Path) -> None:
    """A folder that was renamed would be clean for ever."""
    missing = clean.with_name("missing")
    result = run(AUDIT, "--format", "json", clean, missing)
    assert result.returncode == 2
    assert [error["path"] for error in json.loads(result.stdout)["errors"]] == [str(missing)]


def test_select_reports_these_rules_only(faulty: Path) -> None:
    """One step at a time in a code base with many findings."""
    assert rules(report("--select", "LCK006", faulty)) == ["LCK006"]
    assert rules(report("--select", "LCK001, LCK006", faulty)) == ["LCK001", "LCK006"]
    assert run(AUDIT, "--select", "LCK003", faulty).returncode == 0


def test_strict_reports_every_wait_of_a_with_statement(faulty: Path) -> None:
    """`with lock` waits without bound, too."""
    lines = [(found["rule"], found["line"]) for found in report("--strict", faulty)["findings"]]
    assert lines == [("LCK001", 9), ("LCK001", 14), ("LCK001", 22), ("LCK006", 23)]


def test_options_may_stand_among_the_paths(clean: Path, faulty: Path) -> None:
    """As with every other command."""
    result = run(AUDIT, clean, "--format", "json", faulty, "--select", "LCK006")
    assert (json.loads(result.stdout)["files"], rules(json.loads(result.stdout))) == (2, ["LCK006"])


def test_behind_two_dashes_there_are_paths_only(clean: Path) -> None:
    """Whatever a file is called, it can be audited."""
    odd = write(clean.with_name("--strict.py"), CLEAN)
    result = run(AUDIT, "--format", "json", "--", odd.name, cwd=odd.parent)
    assert json.loads(result.stdout)["files"] == 1


def test_a_line_of_the_report_is_one_line_whatever_the_file_is_called(tmp_path: Path) -> None:
    """Whoever reads the report line by line must not be told of files that are not there."""
    odd = write(tmp_path / "a\nb.py", IMPORT_TIME + CLEAN + SLEEPING)
    result = run(AUDIT, odd)
    assert len(result.stdout.splitlines()) == 1
    assert "a\\x0ab.py:" in result.stdout


def test_the_scripts_work_through_links(tmp_path: Path, clean: Path) -> None:
    """People put tools on their PATH."""
    for script in (AUDIT, GUARD):
        link = tmp_path / script.name
        link.symlink_to(script)
        assert run(link, clean).returncode == 0


def test_a_number_of_any_length_is_no_obstacle(tmp_path: Path) -> None:
    """Python itself refuses to print it."""
    odd = write(tmp_path / "numbers.py", f"PRIME = 0x{'f' * 5000}\nkey = PRIME if PRIME else 'none'\n")
    assert run(AUDIT, odd).returncode == 0


def test_what_is_suppressed_is_listed_with_its_reason_and_does_not_count(faulty: Path) -> None:
    """Excuses stay visible."""
    excuse = "  # lock-audit: allow LCK006 -- the tests' clock"
    faulty.write_text(faulty.read_text().replace("time.sleep(1)", "time.sleep(1)" + excuse))
    document = report(faulty)
    assert rules(document) == ["LCK001"]
    assert [(found["rule"], found["reason"]) for found in document["suppressed"]] == [("LCK006", "the tests' clock")]


def test_a_suppression_stays_fresh_while_other_rules_are_selected(faulty: Path) -> None:
    """What is shown does not decide what is excused."""
    excuse = "  # lock-audit: allow LCK006 -- the tests' clock"
    faulty.write_text(faulty.read_text().replace("time.sleep(1)", "time.sleep(1)" + excuse))
    document = report("--select", "LCK000,LCK001", faulty)
    assert (rules(document), document["suppressed"]) == (["LCK001"], [])


@pytest.mark.parametrize("format_name", ["text", "json", "sarif"])
def test_the_same_input_gives_the_same_bytes_in_every_locale_and_order(
    format_name: str, clean: Path, faulty: Path
) -> None:
    """Reports can be compared, and kept."""
    write(faulty.with_name("größe.py"), "def broken(:\n")
    one = run(AUDIT, "--format", format_name, clean, faulty.parent, PYTHONHASHSEED="1", LC_ALL="C")
    two = run(AUDIT, "--format", format_name, faulty.parent, clean, PYTHONHASHSEED="2", LC_ALL="C.UTF-8")
    assert one.stdout == two.stdout


def test_nothing_of_the_audited_folder_is_imported_or_left_there(tmp_path: Path) -> None:
    """It may be code that nobody has read yet."""
    mark = tmp_path / "was_run"
    for name in ("ast", "argparse", "json", "sitecustomize", "usercustomize", "lock_audit/__init__"):
        write(tmp_path / f"{name}.py", f"open({str(mark)!r}, 'w')\n")
    before = sorted(tmp_path.rglob("*"))
    result = run(AUDIT, ".", cwd=tmp_path, PYTHONPATH=str(tmp_path))
    assert result.returncode == 0, result.stdout + result.stderr
    assert sorted(tmp_path.rglob("*")) == before


def test_the_product_is_audited_wherever_the_script_is_called(tmp_path: Path) -> None:
    """And it is clean, strictly and without an excuse."""
    result = run(AUDIT, "--strict", "--format", "json", cwd=tmp_path)
    document = json.loads(result.stdout)
    assert (result.returncode, document["findings"], document["suppressed"]) == (0, [], [])
    assert document["files"] > 50


def test_the_guard_looks_at_taking_and_releasing_and_ends_with_pass_or_fail(clean: Path, faulty: Path) -> None:
    """The last line is what one sees of a build."""
    good, bad = run(GUARD, clean), run(GUARD, faulty)
    assert (good.returncode, good.stdout.splitlines()) == (0, ["PASS"])
    assert bad.returncode == 1
    assert ["LCK001" in line for line in bad.stdout.splitlines()] == [True, False]
    assert bad.stdout.splitlines()[-1] == "FAIL"
    missing = run(GUARD, clean.with_name("missing"))
    assert (missing.returncode, missing.stdout.splitlines()[-1]) == (2, "FAIL")


def test_the_guard_keeps_its_rules(faulty: Path) -> None:
    """Nobody turns it off with an argument."""
    assert run(GUARD, "--select", "LCK010", faulty).returncode == 1
