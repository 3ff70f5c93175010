"""What the audit reports: a rule that is broken, where, and the calls on the way to the operation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

SUPPRESSIONS = "LCK000"
RULES = {
    SUPPRESSIONS: "A suppression that gives no reason, names an unknown rule or has nothing to suppress",
    "LCK001": "A wait for a lock, or on a condition, that may never end",
    "LCK002": "API code takes a lock itself instead of through a helper",
    "LCK003": "Passwords are hashed, or tokens signed or checked, while a lock is held",
    "LCK004": "Database work while a lock is held",
    "LCK005": "Network traffic while a lock is held",
    "LCK006": "Another wait while a lock is held: sleeping, files, processes, queues, threads, logging",
    "LCK007": "A second lock is taken while one is held",
    "LCK008": "A lock that may not have been taken, or may not be released",
    "LCK009": "A critical section, or the data it guards, leaks out",
    "LCK010": "A lock that guards nothing",
}


@dataclass(frozen=True, order=True)
class Step:
    """One call on the way from the critical section to the operation; *function* is the one that makes the call."""

    path: str
    line: int
    function: str
    call: str


@dataclass(frozen=True)
class Finding:
    """
    A broken rule, at the outermost call that is made while the lock is held.

    The last step of *chain* is the operation itself. *lock* is empty where no lock is concerned. *strict_only* findings
    count with `--strict` only; *reason* is that of the suppression, if there is one.
    """

    rule: str
    path: str
    line: int
    column: int
    message: str
    lock: str
    chain: tuple[Step, ...]
    strict_only: bool = False
    reason: str | None = None

    @property
    def place(self) -> tuple[str, int, int, str]:
        """What reports are sorted by."""
        return self.path, self.line, self.column, self.rule


def one_per_rule_and_line(findings: Iterable[Finding]) -> list[Finding]:
    """The first finding of each rule on each line, sorted; one that always counts comes before a strict one.

    Of those at the same column, the first in *findings*.
    """
    first: dict[tuple[str, int, str], Finding] = {}
    for finding in sorted(findings, key=lambda finding: (finding.strict_only, finding.column)):
        first.setdefault((finding.path, finding.line, finding.rule), finding)
    return sorted(first.values(), key=lambda finding: finding.place)
