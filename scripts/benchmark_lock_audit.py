"""Measure the lock audit: what it finds in its corpus beside what others find there, and what it costs."""

from __future__ import annotations

import json
import shutil
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import click

from benchmark_analyzer import Cost, cost_of
from benchmark_figures import machine
from benchmark_lock_audit_rivals import (
    Found,
    Rival,
    found_by_grep,
    found_by_pylint,
    found_by_semgrep,
    install,
    sources_of,
)
from tests.lock_audit.auditing import Finding, audit
from tests.lock_audit.expectations import Case, Place, cases, last_part

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs" / "lock_audit.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
# The audit ends with 1 when there are findings, with 2 when a file can't be parsed; the standard library has both.
ENDINGS = frozenset({0, 1, 2})
RUNS = 3  # of the small package; the fastest counts, everything else is what the machine did beside

_HEAD = (
    "| | recall | precision | safe files clean | chains right | `service/` | standard library | per 100,000 lines |",
    "|---|---|---|---|---|---|---|---|",
)


class Score(NamedTuple):
    """Of what the corpus expects and what was reported, by rule and line; and of the safe cases."""

    expected: int
    reported: int
    right: int
    safe: int
    clean: int

    def __str__(self) -> str:
        return " | ".join(
            _share(part, whole)
            for part, whole in ((self.right, self.expected), (self.right, self.reported), (self.clean, self.safe))
        )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "nothing"


class Code(NamedTuple):
    """What an audit of so many lines costs."""

    lines: int
    cost: Cost

    @property
    def s_per_100_000_lines(self) -> float:
        return self.cost.wall_s / self.lines * 100_000

    def __str__(self) -> str:
        return f"{self.cost.wall_s:.2f} s, {self.cost.peak_mb:.0f} MB"


def score_of(found: Found, corpus: Sequence[Case]) -> Score:
    """Suppressed findings count neither way: the others do not know our comments."""
    expected: set[Place] = set().union(*(case.expected for case in corpus))
    reported = {Place(*place) for place in found} - set().union(*(case.suppressed for case in corpus))
    files = {place.path for place in reported}
    safe = [case for case in corpus if case.is_safe]
    clean = [case for case in safe if files.isdisjoint(sources_of([case.path]))]
    return Score(len(expected), len(reported), len(reported & expected), len(safe), len(clean))


def audited(corpus: Sequence[Case]) -> list[Finding]:
    """Our findings, each case alone."""
    return [finding for case in corpus for finding in audit(case.path).findings]


def chains_right(findings: Iterable[Finding], corpus: Sequence[Case]) -> str:
    """The share of the chains named in the corpus that a finding has, call by call."""
    expected = {place: chain for case in corpus for place, chain in case.chains.items() if place in case.expected}
    ours = {
        Place(each.rule, each.path, each.line): tuple(last_part(step.call) for step in each.chain) for each in findings
    }
    right = sum(ours.get(place) == chain for place, chain in expected.items())
    return _share(right, len(expected))


def code_of(path: Path, runs: int = 1) -> Code:
    """Audit *path* as a command, in a process of its own; of several *runs*, the fastest."""
    sources = list(sources_of([path]))
    lines = sum(source.read_bytes().count(b"\n") for source in sources)
    command = [sys.executable, "-m", "lock_audit", "--format", "json", str(path)]
    costs = [cost_of(command, endings=ENDINGS) for _ in range(runs)]
    for cost in costs:
        check_complete(cost.output, len(sources))
    return Code(lines, min(costs, key=lambda cost: cost.wall_s))


def check_complete(report: str, files: int) -> None:
    """A run that broke down ends with 1, too, and is quick. Raises: ClickException."""
    try:
        audited_files = json.loads(report)["files"]
    except ValueError as exc:
        raise click.ClickException("the audit broke down") from exc
    if audited_files > files or audited_files + len(json.loads(report)["errors"]) < files:
        raise click.ClickException(f"{audited_files} of {files} files were audited")


def standard_library(folder: Path) -> Path:
    """A copy of it without what was installed beside it."""
    source = sysconfig.get_path("stdlib")
    ignored = shutil.ignore_patterns("site-packages", "dist-packages", "__pycache__")
    return Path(shutil.copytree(source, folder / "stdlib", ignore=ignored))


def our_row(corpus: Sequence[Case], folder: Path) -> str:
    findings = audited(corpus)
    score = score_of({(each.rule, each.path, each.line) for each in findings}, corpus)
    service, library = code_of(ROOT / "service", RUNS), code_of(standard_library(folder))
    return (
        f"| this audit | {score} | {chains_right(findings, corpus)} | {service} | {library} |"
        f" {library.s_per_100_000_lines:.1f} s |"
    )


def rival_row(name: str, rival: Rival, corpus: Sequence[Case]) -> str:
    score = score_of(rival([case.path for case in corpus]), corpus)
    started = time.monotonic()
    rival([ROOT / "service"])
    return f"| {name} | {score} | none | {time.monotonic() - started:.2f} s | | |"


def measured(folder: Path) -> str:
    """The table."""
    corpus = cases()
    title = machine()
    rows = [our_row(corpus, folder), rival_row("grep, by words and indentation", found_by_grep, corpus)]
    tools = install(sys.executable, folder / "venv")
    rivals: dict[str, Callable[[list[Path]], Found]] = {
        "semgrep": partial(found_by_semgrep, tools.bin / "semgrep", folder / "rules.yaml"),
        "pylint": partial(found_by_pylint, tools.bin / "pylint"),
    }
    for name, rival in rivals.items():
        if name in tools.refused:
            rows.append(f"| {name} | could not be installed here: {tools.refused[name]} | | | | | | |")
        else:
            rows.append(rival_row(name, rival, corpus))
    findings = sum(len(case.expected) for case in corpus)
    safe = sum(case.is_safe for case in corpus)
    return "\n".join([f"{title}; {len(corpus)} cases with {findings} findings, {safe} of them safe", "", *_HEAD, *rows])


def write_between_marks(document: Path, text: str) -> None:
    """Replace what stands between the marks; a document without them gets a section at its end."""
    old = document.read_text(encoding="utf-8") if document.exists() else "# Lock audit\n"
    if BEGIN not in old:
        old = f"{old.rstrip()}\n\n## Measured\n\n{BEGIN}\n{END}\n"
    before, _, rest = old.partition(BEGIN)
    _, _, after = rest.partition(END)
    document.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", encoding="utf-8")


@click.command()
@click.option("--write", is_flag=True, help="Put the table into docs/lock_audit.md, between its marks.")
def main(write: bool) -> None:
    """Score the lock audit, grep, semgrep and pylint on the corpus, and measure what the audit costs."""
    with tempfile.TemporaryDirectory() as folder:
        table = measured(Path(folder))
    click.echo(table)
    if write:
        write_between_marks(DOCS, table)


if __name__ == "__main__":
    main(prog_name="benchmark_lock_audit.sh")
