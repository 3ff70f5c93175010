"""Violations planted in the real package: the auditor finds each of them, where it stands, and nothing else."""

from __future__ import annotations

import ast
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import service
from tests.lock_audit.auditing import Finding, audit
from tests.lock_audit.violations import VIOLATIONS, callbacks_of, insert, plant, replace, sections_of, trees_of

SLOW = "open('/etc/hosts')"

# What somebody might call while holding a lock, if the names did not say what it does: our own functions, which reach
# the library through callbacks, properties, context managers and base classes.
PRODUCT_CALLS = {
    "LCK003": ("from service.accounts.tokens import AccessTokens as Part", "issue({})"),
    "LCK004": ("from service.database.pool import Database as Part", "fetch_one('SELECT 1')"),
    "LCK006": ("from service.accounts.passwords import Passwords as Part", "hash('password')"),
    "LCK007": ("from service.storage.storage import Storage as Part", "forget_user('id')"),
}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A copy of the package, to be changed."""
    source = Path(service.__file__).parent
    return Path(shutil.copytree(source, tmp_path / "service", ignore=shutil.ignore_patterns("__pycache__")))


def places(findings: tuple[Finding, ...]) -> set[tuple[str, Path, int]]:
    return {(found.rule, found.path, found.line) for found in findings}


def waits_of(tree: ast.AST) -> Iterator[ast.Call]:
    """Where the package waits for a lock or a condition of its own."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith((".acquire", "._changed.wait")):
            yield node


def bodies_held(tree: ast.AST) -> Iterator[ast.expr | ast.stmt]:
    """The expression, or the first statement, of each critical section."""
    for section in (*sections_of(tree), *callbacks_of(tree)):
        yield section.body if isinstance(section, ast.Lambda) else section.body[0]


@pytest.mark.parametrize("options", [(), ("--strict",)], ids=["", "strict"])
def test_the_package_itself_is_clean(package: Path, options: tuple[str, ...]) -> None:
    """What is found after a change is then due to the change."""
    report = audit(package, options=options)
    assert (report.findings, report.errors) == ((), ())
    assert report.files == len(list(package.rglob("*.py")))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_each_planted_violation_is_found_on_its_line_and_nothing_else_is(package: Path, seed: int) -> None:
    """Real code has what made-up examples leave out; the functions are others for each seed."""
    planted = plant(package, VIOLATIONS, seed)
    expected = {(rule, one.path, one.line): one for one in planted for rule in one.violation.rules}
    report = audit(package)
    found = places(report.findings)
    missed = [str(one) for place, one in expected.items() if place not in found]
    assert (missed, sorted(found - expected.keys()), report.errors) == ([], [], ())
    for each in report.findings:
        one = expected[each.rule, each.path, each.line]
        assert len(each.chain) == one.violation.chain_length, str(one)


def test_every_lock_and_condition_of_the_package_that_is_awaited_without_bound_is_found(package: Path) -> None:
    """The bound of a real wait is lost by deleting a few characters, and nothing fails until the day it is needed."""
    expected = set()
    for path, tree in trees_of(package).items():
        for call in waits_of(tree):
            replace(path, call, ast.unparse(call.func) + "()")
            expected.add(("LCK001", path, call.lineno))
    assert len(expected) >= 6
    assert places(audit(package, options=("--select", "LCK001")).findings) == expected


def test_slow_work_in_any_section_of_the_package_is_found(package: Path) -> None:
    """These are the sections that count: with the lock in an attribute, or in a callback that two helpers hand on."""
    expected = set()
    for path, tree in trees_of(package).items():
        changed = 0
        for body in sorted(bodies_held(tree), key=lambda body: (body.lineno, body.col_offset), reverse=True):
            if isinstance(body, ast.expr):
                replace(path, body, f"({SLOW}, {ast.unparse(body)})[1]")
            else:
                insert(path, body.lineno, body.col_offset, f"{SLOW}  # planted")
            changed += 1
        lines = path.read_text(encoding="utf-8").splitlines() if changed else []
        expected |= {("LCK006", path, number) for number, line in enumerate(lines, 1) if SLOW in line}
    assert len(expected) >= 20
    assert places(audit(package).findings) == expected


@pytest.mark.parametrize("rule", PRODUCT_CALLS)
def test_a_slow_function_of_our_own_called_under_a_lock_is_found(package: Path, rule: str) -> None:
    """Nobody calls bcrypt under a lock; people call something that calls something that does."""
    imported, call = PRODUCT_CALLS[rule]
    module = package / "planted.py"
    module.write_text(
        f"import threading\n{imported}\n\n\nlock = threading.Lock()\n\n\n"
        f"def step(part: Part) -> None:\n    with lock:\n        part.{call}\n",
        encoding="utf-8",
    )
    findings = audit(package).findings
    assert {(found.path, found.line) for found in findings} == {(module, 10)}
    [found] = [found for found in findings if found.rule == rule]
    assert len(found.chain) >= 3
