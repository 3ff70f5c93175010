"""What comments tell the audit: findings that are allowed, and the order in which locks may nest.

# lock-audit: allow LCK004, LCK006 -- reason      on the reported line, or alone on the line above it
# lock-audit: order _users_lock < _groups_lock -- reason
"""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from lock_audit.findings import RULES, SUPPRESSIONS, Finding

if TYPE_CHECKING:
    from lock_audit.source import SourceFile

_MARK = "lock-audit"
_DIRECTIVE = re.compile(r"(?:^|\s)#+\s*lock-audit:(?P<text>.*)", re.DOTALL)
_LOCK_NAME = r"[^\W\d][\w.]*"
_ORDER = re.compile(rf"(?P<outer>{_LOCK_NAME})\s*<\s*(?P<inner>{_LOCK_NAME})")


@dataclass(frozen=True)
class Allow:
    """Findings of *rules* on line *covers* are suppressed; the comment itself is at *line* and *column*."""

    line: int
    column: int
    covers: int
    rules: frozenset[str]
    reason: str


class Order(NamedTuple):
    """Whoever holds lock *outer* may take *inner*; declared on *line*."""

    outer: str
    inner: str
    line: int


class Problem(NamedTuple):
    """What is wrong with the comment at *line* and *column*."""

    line: int
    column: int
    text: str


@dataclass(frozen=True)
class Directives:
    """What the comments of a file say."""

    allows: tuple[Allow, ...] = ()
    orders: tuple[Order, ...] = ()
    problems: tuple[Problem, ...] = ()


class _Comment(NamedTuple):
    line: int
    column: int
    is_alone: bool
    text: str


def directives_in(text: str) -> Directives:
    """Read the comments of a source that ends its lines with line feeds.

    Raises:
        tokenize.TokenError, SyntaxError: it can't be split into tokens.
    """
    allows: list[Allow] = []
    orders: list[Order] = []
    problems: list[Problem] = []
    for comment in _directive_comments(text):
        body, _, reason = (part.strip() for part in comment.text.partition("--"))
        verb, rest = (*body.split(None, 1), "", "")[:2]
        order = _ORDER.fullmatch(rest)
        rules, complaints = _rules(rest) if verb == "allow" else (frozenset(), [])
        if not (order if verb == "order" else rules or complaints):
            complaints = ["neither `allow LCK004 -- reason` nor `order A < B -- reason`"]
        elif not _is_reason(reason):
            complaints.append("the reason is missing (-- reason)")
        elif order and verb == "order":
            orders.append(Order(order["outer"], order["inner"], comment.line))
        elif rules:
            covers = comment.line + 1 if comment.is_alone else comment.line
            allows.append(Allow(comment.line, comment.column, covers, rules, reason))
        problems += [Problem(comment.line, comment.column, complaint) for complaint in complaints]
    return Directives(tuple(allows), tuple(orders), tuple(problems))


def _directive_comments(text: str) -> Iterator[_Comment]:
    if _MARK not in text:  # splitting into tokens takes longer than parsing
        return
    lines = text.split("\n")
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        match = _DIRECTIVE.search(token.string) if token.type == tokenize.COMMENT else None
        if match:
            line, column = token.start
            yield _Comment(line, column + 1, not lines[line - 1][:column].strip(), match["text"])


def _rules(text: str) -> tuple[frozenset[str], list[str]]:
    """The rules that a list names, and what is wrong with the list."""
    names = [name.strip() for name in text.split(",")] if text else []
    allowed = RULES.keys() - {SUPPRESSIONS}
    unknown = [name for name in names if name not in allowed]
    return frozenset(names) & allowed, [f"`{name}` is no rule that can be allowed" for name in unknown]


def _is_reason(text: str) -> bool:
    """Whether there are words, and they are not those of a next comment."""
    return not text.startswith("#") and any(map(str.isalnum, text))


def judged(findings: Iterable[Finding], files: Sequence[SourceFile]) -> tuple[list[Finding], list[Finding]]:
    """What remains of *findings*, with those about the suppressions themselves, and what is suppressed, with reasons.

    *findings* are all there are, whatever is shown of them: what suppresses one of them is not stale.
    """
    reasons = {
        (file.path, allow.covers, rule): allow.reason
        for file in files
        for allow in file.directives.allows
        for rule in allow.rules
    }
    remaining: list[Finding] = []
    suppressed: list[Finding] = []
    for finding in findings:
        reason = reasons.get((finding.path, finding.line, finding.rule))
        if reason is None:
            remaining.append(finding)
        else:
            suppressed.append(replace(finding, reason=reason))
    used = {(finding.path, finding.line, finding.rule) for finding in suppressed}
    for file in files:
        remaining += _about_the_comments_of(file, used)
    return remaining, suppressed


def _about_the_comments_of(file: SourceFile, used: Set[tuple[str, int, str]]) -> Iterator[Finding]:
    """One finding for each comment with which something is wrong."""
    stale = [
        Problem(allow.line, allow.column, f"nothing to suppress: {', '.join(idle)}")
        for allow in file.directives.allows
        if (idle := sorted(rule for rule in allow.rules if (file.path, allow.covers, rule) not in used))
    ]
    problems = sorted(file.directives.problems + tuple(stale), key=lambda problem: problem.line)
    for (line, column), together in groupby(problems, key=lambda problem: (problem.line, problem.column)):
        message = "; ".join(problem.text for problem in together)
        yield Finding(SUPPRESSIONS, file.path, line, column, message, lock="", chain=())
