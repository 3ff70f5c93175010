"""Locks that are held by entering something."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import TYPE_CHECKING

from lock_audit import catalogue
from lock_audit.calls import taking
from lock_audit.effects import Effect, Kind
from lock_audit.paths import Hold, State, merged
from lock_audit.values import Arguments, External, Function, Instance, Lock, Object, Suspended, Value, ordered

if TYPE_CHECKING:
    from lock_audit.walk import Walk


class Entering:
    """Enters the context managers of `with` and `ExitStack`."""

    def __init__(self, walk: Walk) -> None:
        self._walk = walk
        self._judge = walk.judge
        self._facts = walk.facts
        self._caller = walk.caller
        self._analysis = walk.analysis

    def enter(
        self, node: ast.expr, facts: Value, states: list[State], how: str, scope: str
    ) -> tuple[list[State], list[Effect]]:
        """Enter a context manager: the states after it, and what its end will do."""
        leaving: list[Effect] = []
        ways: list[list[Lock]] = []
        for fact in ordered(facts):
            match fact:
                case Lock():
                    self._judge_raw_with(node, fact)
                    self._judge.perform([taking(fact, self._caller.step(node), bounded=False)], states, node)
                    ways.append([fact])
                case Instance():
                    ways.append(self._enter_instance(node, fact, states, leaving))
                case Suspended(context) if "contextmanager" in self._facts.classes.flavours(context.function):
                    step = self._caller.step(node)
                    self._judge.perform(self._caller.effects_of(context, step), states, node)
                    ways.append(list(self._analysis.result(context).held_at_yield))
                case Object(type_name):
                    if (operation := catalogue.operation(f"{type_name}.__exit__")) is not None:
                        step = self._caller.step(node)
                        leaving.append(Effect(Kind.SLOW, operation.rule, operation.reason, (step,)))
        after: list[State] = []
        for state in states:
            for locks in ways or [[]]:
                held = state
                for lock in locks:
                    held = held.holding(Hold(lock, how, self._walk.site(node), scope, self._walk.try_depth))
                after.append(held)
        return merged(after), leaving

    def _enter_instance(self, node: ast.expr, fact: Instance, states: list[State], leaving: list[Effect]) -> list[Lock]:
        step = self._caller.step(node)
        locks: list[Lock] = []
        for method in self._methods(fact, ("__enter__", "__aenter__")):
            context = self._facts.contexts.of(method, Arguments())
            summary = self._analysis.result(context)
            self._judge.perform(self._caller.effects_of(context, step), states, node)
            locks += [lock for outcome in summary.outcomes for lock in outcome.taken if lock not in locks]
            endless = any(e.kind is Kind.TAKE and not e.bounded and e.lock in locks for e in summary.effects)
            if locks and self._walk.is_api and endless:
                self._judge.report(node, "LCK001", f"the wait for {locks[0].title} has no bound", locks[0])
            if locks and not self._walk.may_take_locks:
                self._judge.report(node, "LCK002", "API code takes a lock itself", locks[0])
        for method in self._methods(fact, ("__exit__", "__aexit__")):
            leaving += self._caller.effects_of(self._facts.contexts.of(method, Arguments()), step)
        return locks

    def _methods(self, fact: Instance, names: Sequence[str]) -> list[Function]:
        found = [method for name in names for method in ordered(self._facts.attributes.of(fact, name))]
        return [method for method in found if isinstance(method, Function)]

    def _judge_raw_with(self, node: ast.expr, lock: Lock) -> None:
        self._judge.report(
            node, "LCK001", f"the wait for {lock.title} has no bound", lock, strict_only=not self._walk.is_api
        )
        if not self._walk.may_take_locks and not lock.is_limiter:
            self._judge.report(node, "LCK002", "API code takes a lock itself", lock)
        if not lock.is_limiter and lock.site in self._made_in(node):
            self._judge.report(node, "LCK010", "the lock is made here and now, so nobody else can hold it", lock)

    def _made_in(self, node: ast.expr) -> list[str]:
        """Where *node* makes something, and where the lock of a condition that it makes."""
        maker = node.value if isinstance(node, ast.NamedExpr) else node
        if not isinstance(maker, ast.Call):
            return []
        makers = [External(name) for name, kind in catalogue.LOCK_MAKERS.items() if kind == "condition"]
        is_condition = not self._facts.of(maker.func, self._walk.context).isdisjoint(makers)
        return [self._facts.place(part, self._walk.context) for part in [maker, *(maker.args if is_condition else [])]]
