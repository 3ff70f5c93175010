"""What is told of one function: to the report, and to its callers."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from lock_audit.calls import called
from lock_audit.effects import Callback, Effect, Effects, Kind, verdict
from lock_audit.findings import Finding, Step
from lock_audit.paths import State
from lock_audit.values import Lock, Site

if TYPE_CHECKING:
    from lock_audit.walk import Walk


class Judge:
    """Judges what is done under the locks held, and keeps what there is to tell: findings, and effects for callers."""

    def __init__(self, walk: Walk) -> None:
        self._walk = walk
        self._analysis = walk.analysis
        self.effects = Effects()
        self.findings: dict[tuple[str, int, str], Finding] = {}

    def report(
        self,
        node: ast.expr | ast.stmt,
        rule: str,
        message: str,
        lock: Lock,
        chain: Iterable[Step] = (),
        strict_only: bool = False,
    ) -> None:
        file = self._walk.file
        call = called(node) if isinstance(node, ast.expr) else _text_of(node)
        steps = tuple(chain) or (Step(file.path, node.lineno, self._walk.function.qualname, call),)
        self._add(Finding(rule, file.path, node.lineno, file.column(node), message, lock.title, steps, strict_only))

    def report_at(self, site: Site, rule: str, message: str, lock: Lock, chain: Iterable[Step] = ()) -> None:
        steps = tuple(chain) or (Step(site.path, site.line, site.function, site.call),)
        self._add(Finding(rule, site.path, site.line, site.column, message, lock.title, steps))

    def _add(self, finding: Finding) -> None:
        key = finding.path, finding.line, finding.rule
        known = self.findings.get(key)
        if known is None or known.strict_only > finding.strict_only:
            self.findings[key] = finding

    def perform(self, effects: Sequence[Effect], states: Sequence[State], node: ast.expr | ast.stmt) -> None:
        """*effects* happen in *states*, in a call at *node*."""
        for effect in effects:
            if effect.callback is not None and self._passes(effect.callback):
                if effect.kind is Kind.CALL:
                    continue
                effect = replace(effect, callback=None)
            for released in () if self._is_in_circle(effect) else dict.fromkeys(state.released for state in states):
                keys = frozenset(lock.key for lock in released)
                self.effects.add(effect if keys <= effect.without else replace(effect, without=effect.without | keys))
            for locks in dict.fromkeys(state.locks for state in states if state.innermost):
                if effect.callback is not None:
                    self.run_section(effect.callback, effect, locks)
                elif (found := verdict(effect, locks, self._analysis.orders)) is not None:
                    self.report(node, found.rule, found.message, found.lock, effect.chain)
                    break

    def _is_in_circle(self, effect: Effect) -> bool:
        """Whether the way to it comes by this function again, which therefore knows a shorter one."""
        return any(self._walk.function.contains(step.path, step.line, step.function) for step in effect.chain[1:])

    def _passes(self, callback: Callback) -> bool:
        """Whether it is this function that sent the callback off, so that it is part of what is called here."""
        site = callback.passed.site
        is_here = self._walk.function.contains(site.path, site.line, site.function)
        return is_here and not callback.passed.by_decorator

    def run_section(self, callback: Callback, effect: Effect | None, locks: tuple[Lock, ...]) -> None:
        """A callback is called under *locks*: what is wrong with that stands in its body, or where it was passed."""
        if callback.context is not None:
            self._analysis.result(callback.context, locks)
        elif effect is not None and (found := verdict(effect, locks, self._analysis.orders)) is not None:
            self.report_at(callback.passed.site, found.rule, found.message, found.lock)


def _text_of(node: ast.stmt) -> str:
    return " ".join(ast.unparse(node).split())[:80]
