"""What holds for every program, tried on programs made up at random."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.lock_audit.auditing import Finding, Report, audit, printed
from tests.lock_audit.programs import (
    WRAPPERS,
    Naming,
    Place,
    Program,
    Rendered,
    Wrapper,
    one_for_each_hold,
    programs,
    render,
)

ELSEWHERE = [place for place in Place if place is not Place.INSIDE]
SEEDS = st.integers(0, 2**32)
SCRIPTS = Path(__file__).parents[2] / "scripts"
SEVERAL = st.lists(programs(places=st.sampled_from(Place)), min_size=2, max_size=4)

many = settings(max_examples=150, deadline=None)
some = settings(max_examples=40, deadline=None)


@contextmanager
def written(*programs_rendered: Rendered) -> Iterator[list[Path]]:
    """A folder for each program."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"root{number}" for number in range(len(programs_rendered))]
        for path, program in zip(paths, programs_rendered, strict=True):
            program.write(path)
        yield paths


def audit_of(program: Rendered) -> Report:
    with written(program) as [folder]:
        report = audit(folder)
        roles = program.roles(folder)
    assert report.errors == ()
    return replace(report, findings=tuple(by_role(found, roles) for found in report.findings))


def by_role(found: Finding, roles: dict[Path, str]) -> Finding:
    """With roles instead of paths, so that programs can be compared whose modules have other names."""
    chain = tuple(replace(step, path=Path(roles[step.path]), call="") for step in found.chain)
    return replace(found, path=Path(roles[found.path]), chain=chain)


def reported(findings: Sequence[Finding]) -> list[tuple[str, str, int]]:
    return sorted((found.rule, str(found.path), found.line) for found in findings)


def expected(program: Rendered) -> list[tuple[str, str, int]]:
    return [(program.rule, program.chain[0].role, program.chain[0].line)]


@many
@given(programs(), SEEDS)
def test_slow_work_inside_a_section_is_reported_there_and_nothing_else_is(program: Program, seed: int) -> None:
    """The others compare with this: whatever the lock is and however it is held, one finding, on the line inside."""
    rendered = render(program, Naming(seed))
    assert reported(audit_of(rendered).findings) == expected(rendered), shown(rendered)


@many
@given(programs(), st.sampled_from(ELSEWHERE), SEEDS)
def test_moving_the_slow_work_out_of_the_section_removes_the_finding(
    program: Program, elsewhere: Place, seed: int
) -> None:
    """It is the fix that the finding asks for; whoever has made it must not be told again."""
    rendered = render(replace(program, place=elsewhere), Naming(seed))
    assert reported(audit_of(rendered).findings) == [], shown(rendered)


@many
@given(programs(places=st.sampled_from(Place)), SEEDS, SEEDS)
def test_renaming_changes_no_rule_and_no_line(program: Program, one: int, other: int) -> None:
    """Locks, functions, variables and modules are known by what they are; a search for words knows names only."""
    first, second = render(program, Naming(one)), render(program, Naming(other))
    findings = [sorted_by_place(audit_of(rendered).findings) for rendered in (first, second)]
    assert findings[0] == findings[1], shown(first) + shown(second)


@many
@given(programs(), st.lists(WRAPPERS, min_size=1, max_size=4), SEEDS)
def test_wrapping_slow_work_in_helpers_keeps_the_finding_and_extends_its_chain(
    program: Program, wrappers: list[Wrapper], seed: int
) -> None:
    """The fix belongs to the line inside the section, however deep the work hides; the chain says where it is."""
    rendered = render(replace(program, wrappers=tuple(wrappers)), Naming(seed))
    findings = audit_of(rendered).findings
    assert reported(findings) == expected(rendered), shown(rendered)
    assert [(str(step.path), step.line) for step in findings[0].chain] == list(rendered.chain), shown(rendered)


@some
@given(SEVERAL, SEEDS)
def test_the_order_of_the_paths_does_not_matter(several: list[Program], seed: int) -> None:
    """A pre-commit hook passes files in whatever order git has; reports are compared from run to run."""
    with written(*(render(program, Naming(seed + number)) for number, program in enumerate(several))) as folders:
        files = sorted(map(str, folders[0].parent.rglob("*.py")))
        shuffled = list(files)
        random.Random(seed).shuffle(shuffled)  # noqa: S311
        forwards = [printed("--format", "json", *map(str, folders)), printed("--format", "json", *files)]
        backwards = [printed("--format", "json", *map(str, folders[::-1])), printed("--format", "json", *shuffled)]
    assert forwards == backwards


@some
@given(SEVERAL, SEEDS)
def test_a_path_named_twice_is_reported_once(several: list[Program], seed: int) -> None:
    """A folder and a file in it overlap easily on a command line."""
    with written(*(render(program, Naming(seed + number)) for number, program in enumerate(several))) as folders:
        first_file = min(folders[0].glob("*.py"))
        assert audit(*folders, folders[0], first_file).findings == audit(*folders).findings


@many
@given(programs(places=st.sampled_from(Place)), SEVERAL, SEEDS)
def test_unrelated_files_change_nothing(program: Program, unrelated: list[Program], seed: int) -> None:
    """A finding that comes or goes with code that the program does not use could not be understood."""
    rendered = render(program, Naming(seed))
    others = [render(other, Naming(seed, suffix=f"_of_{number}")) for number, other in enumerate(unrelated)]
    with written(rendered) as [folder]:
        alone = audit(folder)
        for other in others:
            other.write(folder)
        beside = audit(folder)
        own = rendered.roles(folder)
    assert beside.files == alone.files + sum(len(other.texts) for other in others)
    assert tuple(found for found in beside.findings if found.path in own) == alone.findings, shown(rendered)


@pytest.mark.parametrize("output", ["text", "json", "sarif"])
def test_the_same_input_gives_the_same_bytes_in_every_process(output: str, tmp_path: Path) -> None:
    """Python orders sets by a secret that each process draws anew; a report must not show it."""
    for seed, program in enumerate(one_for_each_hold(seed=5)):
        render(program, Naming(seed)).write(tmp_path / f"root{seed}")
    reports = {printed_by_process(output, tmp_path, hash_seed) for hash_seed in ("0", "1", "4711")}
    assert len(reports) == 1
    assert b"LCK003" in reports.pop()


def printed_by_process(output: str, folder: Path, hash_seed: str) -> bytes:
    run = subprocess.run(
        [sys.executable, "-m", "lock_audit", "--format", output, *map(str, sorted(folder.iterdir()))],
        env=os.environ | {"PYTHONPATH": str(SCRIPTS), "PYTHONHASHSEED": hash_seed},
        capture_output=True,
        timeout=60,
    )
    assert run.returncode == 1, run.stderr.decode()
    return run.stdout


def sorted_by_place(findings: Sequence[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda found: (found.path, found.line, found.rule))


def shown(program: Rendered) -> str:
    """The program, for whoever reads that a test failed."""
    texts = (
        f"# {program.names[role]}.py ({role})\n"
        + "\n".join(f"{number:3} {line}" for number, line in enumerate(text.splitlines(), 1))
        for role, text in program.texts.items()
    )
    return "\n".join(["", *texts, f"expected {program.rule} along {[tuple(mark) for mark in program.chain]}"])
