"""The audit as a command."""

from __future__ import annotations

import argparse
import os
import sys
import threading
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from lock_audit import source
from lock_audit.findings import RULES, Finding, one_per_rule_and_line
from lock_audit.reports import FORMATS, Report
from lock_audit.suppressions import judged

EXIT_CLEAN, EXIT_FINDINGS, EXIT_ERRORS = 0, 1, 2
PRODUCT = Path(__file__).resolve().parents[2] / "service"
# A source is as deeply nested as its author likes. The stack is reserved, and takes memory only where it is used.
STACK_BYTES = 512 * 2**20
RECURSION_LIMIT = 100_000

T = TypeVar("T")


def main(argv: Sequence[str]) -> int:
    """Audit what *argv* asks for, print the report, and return the exit status.

    Raises:
        SystemExit: with 2, *argv* makes no sense.
    """
    options = _options(argv)
    report = with_deep_stack(lambda: audited(options.paths or [_product()], options.select, options.strict))
    sys.stdout.write(FORMATS[options.format](report))
    sys.stdout.flush()
    if report.errors:
        return EXIT_ERRORS
    return EXIT_FINDINGS if report.findings else EXIT_CLEAN


def _options(argv: Sequence[str]) -> argparse.Namespace:
    """What *argv* asks for; behind `--` there are paths only."""
    parser, end = _parser(), argv.index("--") if "--" in argv else len(argv)
    options = parser.parse_intermixed_args(argv[:end])
    options.paths += argv[end + 1 :]
    if "" in options.paths:
        parser.error("a PATH is empty")
    return options


def audited(paths: Sequence[str], rules: Collection[str], strict: bool) -> Report:
    """What is found in the files and folders *paths*; of it, what *rules* and *strict* ask for."""
    from lock_audit.analysis import analysed  # a usage error needs no engine

    files, unread = source.read(paths)
    findings, unanalysed = analysed(files)
    remaining, suppressed = judged(one_per_rule_and_line(findings), files)

    def shown(findings: list[Finding]) -> list[Finding]:
        asked = (found for found in findings if found.rule in rules and (strict or not found.strict_only))
        return sorted(asked, key=lambda finding: finding.place)

    return Report(shown(remaining), shown(suppressed), sorted({*unread, *unanalysed}), len(files))


def with_deep_stack(work: Callable[[], T]) -> T:
    """Run *work* in a thread that bears recursion as deep, and numbers as long, as sources have; wait for it."""
    stack_bytes, recursion_limit = threading.stack_size(STACK_BYTES), sys.getrecursionlimit()
    digits = sys.get_int_max_str_digits()
    sys.setrecursionlimit(RECURSION_LIMIT)
    sys.set_int_max_str_digits(0)
    try:
        with ThreadPoolExecutor(max_workers=1) as executor:
            return executor.submit(work).result()
    finally:
        sys.set_int_max_str_digits(digits)
        sys.setrecursionlimit(recursion_limit)
        threading.stack_size(stack_bytes)


def _product() -> str:
    """The product's package, as one would write it here."""
    here = Path.cwd()
    return os.fspath(PRODUCT.relative_to(here) if PRODUCT.is_relative_to(here) else PRODUCT)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="audit_lock_patterns.sh",
        description="Find waits for locks that may never end, and slow work that is done while a lock is held.",
        epilog="\n".join(f"{rule}  {text}" for rule, text in RULES.items())
        + "\n\nExit status: 0 nothing found, 1 something found, 2 wrong usage or a file that can't be read.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--format", choices=list(FORMATS), default="text")
    parser.add_argument(
        "--select", type=_rules, default=frozenset(RULES), metavar="LCK003,...", help="report only these rules"
    )
    parser.add_argument("--strict", action="store_true", help="report `with lock` outside API code as LCK001, too")
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="a file, or a folder that modules are imported from (default: service)"
    )
    return parser


def _rules(text: str) -> frozenset[str]:
    rules = frozenset(name.strip() for name in text.split(","))
    if unknown := sorted(rules - RULES.keys()):
        raise argparse.ArgumentTypeError(f"no such rule: {', '.join(map(repr, unknown))}")
    return rules
