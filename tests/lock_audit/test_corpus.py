"""The corpus: code with its findings written beside it, each case audited alone."""

from __future__ import annotations

import pytest

from tests.lock_audit.auditing import Finding, Report, audit
from tests.lock_audit.expectations import CORPUS, Case, Place, cases, last_part

CASES = cases()
SAFE_SHARE = 0.4
MIXED = {"held_out_adversarial", "held_out_sentences"}  # where right and wrong stand side by side in each file


@pytest.mark.parametrize("case", [pytest.param(case, id=str(case.path.relative_to(CORPUS))) for case in CASES])
def test_the_audit_finds_what_the_comments_expect_and_nothing_else(case: Case) -> None:
    """A missing finding is a lock held over slow work; a false one teaches people to look away."""
    report = audit(case.path)
    complaints = [*differences(report, case, case.expected), *wrong_chains(report, case)]
    if case.strict is not None:
        strictly = audit(case.path, options=("--strict",))
        complaints += [f"--strict: {text}" for text in differences(strictly, case, case.expected | case.strict)]
    assert not complaints, "\n".join([str(case.path.relative_to(CORPUS)), *complaints])


def test_many_cases_are_safe_and_every_rule_has_cases() -> None:
    """Else the corpus would be passed by an audit that reports too much, or that knows fewer rules."""
    pure = [case for case in CASES if MIXED.isdisjoint(case.path.parts)]
    assert sum(case.is_safe for case in pure) >= SAFE_SHARE * len(pure) > 0
    expected = {place.rule for case in CASES for place in case.expected}
    assert expected == {f"LCK{number:03}" for number in range(11)}


def differences(report: Report, case: Case, expected: frozenset[Place]) -> list[str]:
    found, suppressed = places(report.findings), places(report.suppressed)
    return [
        *(f"{error['path']}:{error['line']}: error: {error['message']}" for error in report.errors),
        *(f"missing {told(place)}" for place in sorted(expected - found)),
        *(f"false   {told(place)}" for place in sorted(found - expected)),
        *(f"missing {told(place)}, suppressed" for place in sorted(case.suppressed - suppressed)),
        *(f"false   {told(place)}, suppressed" for place in sorted(suppressed - case.suppressed)),
    ]


def wrong_chains(report: Report, case: Case) -> list[str]:
    complaints = []
    for finding in [*report.findings, *report.suppressed]:
        place = Place(finding.rule, finding.path, finding.line)
        chain = tuple(last_part(step.call) for step in finding.chain)
        if place in case.chains and chain != case.chains[place]:
            complaints.append(f"chain   {told(place)}: {' -> '.join(chain)}, not {' -> '.join(case.chains[place])}")
    return complaints


def places(findings: tuple[Finding, ...]) -> set[Place]:
    return {Place(finding.rule, finding.path, finding.line) for finding in findings}


def told(place: Place) -> str:
    return f"{place.rule} at {place.path.relative_to(CORPUS)}:{place.line}"
