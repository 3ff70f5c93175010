"""Which paths a condition leaves open."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from lock_audit.paths import State
from lock_audit.values import Lock

if TYPE_CHECKING:
    from lock_audit.walk import Walk


class Conditions:
    """Evaluates conditions, with what is known of acquires and of conditions that are tested more than once."""

    def __init__(self, walk: Walk) -> None:
        self._walk = walk
        self._facts = walk.facts
        self._caller = walk.caller
        self._tested = walk.analysis.tested_texts(walk.function)

    def outcomes(self, node: ast.expr, states: list[State]) -> list[tuple[State, bool | None]]:
        """Evaluate *node*; each state with what is known then of the truth of the value."""
        match node:
            case ast.Call():
                return self._walk.call(node, states)
            case ast.Constant(value=constant):
                return [(state, bool(constant)) for state in states]
            case ast.Name() | ast.Attribute():
                after = self._walk.value(node, states)
                text = ast.unparse(node)
                return [(state, state.truth(text)) for state in after]
            case ast.NamedExpr() | ast.UnaryOp(op=ast.Not()) | ast.BoolOp() | ast.Compare() if self._forks(node):
                yes, no = self.branch(node, states)
                return [*((state, True) for state in yes), *((state, False) for state in no)]
            case ast.IfExp(test=test, body=body, orelse=orelse):
                yes, no = self.branch(test, states)
                return [*self.outcomes(body, yes), *self.outcomes(orelse, no)]
            case ast.Tuple() | ast.List() | ast.Dict():
                after = self._walk.value(node, states)
                filled = bool(node.keys if isinstance(node, ast.Dict) else node.elts)
                return [(state, filled) for state in after]
        return [(state, None) for state in self._walk.value(node, states)]

    def _forks(self, node: ast.expr) -> bool:
        """Whether a lock is held or not after *node*, as its value tells."""
        return any(isinstance(inner, ast.Call) and self._caller.plan(inner).forks for inner in ast.walk(node))

    def branch(self, node: ast.expr, states: list[State]) -> tuple[list[State], list[State]]:
        """Evaluate a condition: the states in which it holds, and those in which it does not."""
        if not states:
            return [], []
        match node:
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                yes, no = self.branch(operand, states)
                return no, yes
            case ast.BoolOp(op=operator, values=operands):
                return self._branch_bool(operands, states, isinstance(operator, ast.And))
            case ast.NamedExpr(target=target, value=inner):
                yes, no = self.branch(inner, states)
                name = target.id
                yes = self._walk.named(target, inner, [state.knowing(name, True) for state in yes])
                return yes, [state.knowing(name, False) for state in no]
            case ast.Compare(left=left, ops=[operator], comparators=[ast.Constant(value=constant)]):
                return self._branch_compare(node, left, operator, constant, states)
            case ast.Call():
                return _parted(self._walk.call(node, states))
            case ast.Constant(value=constant):
                return (states, []) if constant else ([], states)
            case ast.Name() | ast.Attribute():
                after = self._walk.value(node, states)
                return (after, []) if self._is_surely_a_lock(node) else self._branch_text(ast.unparse(node), after)
            case ast.IfExp():
                return _parted(self.outcomes(node, states))
        after = self._walk.value(node, states)
        if self._tested and isinstance(node, ast.Compare) and (text := ast.unparse(node)) in self._tested:
            return self._branch_text(text, after)
        return after, after

    def _branch_bool(
        self, operands: Sequence[ast.expr], states: list[State], is_and: bool
    ) -> tuple[list[State], list[State]]:
        going, done = states, []
        for operand in operands:
            yes, no = self.branch(operand, going)
            going, over = (yes, no) if is_and else (no, yes)
            done += over
        return (going, done) if is_and else (done, going)

    def _branch_compare(
        self, node: ast.Compare, left: ast.expr, operator: ast.cmpop, constant: object, states: list[State]
    ) -> tuple[list[State], list[State]]:
        is_equal = isinstance(operator, (ast.Is, ast.Eq))
        if isinstance(constant, bool) and (is_equal or isinstance(operator, (ast.IsNot, ast.NotEq))):
            yes, no = self.branch(left, states)
            return (yes, no) if constant == is_equal else (no, yes)
        after = self._walk.value(left, states)
        if constant is None and isinstance(left, (ast.Name, ast.Attribute)):
            name = ast.unparse(left)
            if self._is_surely_a_lock(left):
                return ([], after) if is_equal else (after, [])
            known = [state for state in after if state.truth(name) is not True]
            yes, no = self._branch_text(f"{name} is None", known)
            no = [*no, *(state for state in after if state.truth(name) is True)]
            return (yes, no) if is_equal else (no, yes)
        return self._branch_text(ast.unparse(node), after) if ast.unparse(node) in self._tested else (after, after)

    def _is_surely_a_lock(self, node: ast.expr) -> bool:
        facts = self._facts.of(node, self._walk.context)
        return bool(facts) and all(isinstance(fact, Lock) and not fact.is_annotated for fact in facts)

    def _branch_text(self, text: str, states: list[State]) -> tuple[list[State], list[State]]:
        yes: list[State] = []
        no: list[State] = []
        for state in states:
            truth = state.truth(text)
            if truth is not False:
                yes.append(state.assuming(text, True) if truth is None and text in self._tested else state)
            if truth is not True:
                no.append(state.assuming(text, False) if truth is None and text in self._tested else state)
        return yes, no


def _parted(outcomes: Iterable[tuple[State, bool | None]]) -> tuple[list[State], list[State]]:
    """The states in which the value may be true, and those in which it may be false."""
    yes: list[State] = []
    no: list[State] = []
    for state, truth in outcomes:
        if truth is not False:
            yes.append(state)
        if truth is not True:
            no.append(state)
    return yes, no


def texts_tested_twice(body: Sequence[ast.stmt]) -> frozenset[str]:
    """The conditions that a function tests more than once, so that the answers can be held against each other."""
    counts: Counter[str] = Counter()
    stack: list[ast.AST] = list(body)
    while stack:
        node = stack.pop()
        match node:
            case ast.If(test=test) | ast.While(test=test) | ast.IfExp(test=test) | ast.Assert(test=test):
                counts.update(_conditions(test))
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef() | ast.Lambda():
                continue
        stack.extend(ast.iter_child_nodes(node))
    return frozenset(text for text, times in counts.items() if times > 1)


def _conditions(test: ast.expr) -> Iterable[str]:
    match test:
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield from _conditions(operand)
        case ast.BoolOp(values=operands):
            for operand in operands:
                yield from _conditions(operand)
        case ast.NamedExpr(target=target):
            yield target.id
        case ast.Compare(left=(ast.Name() | ast.Attribute()) as left, comparators=[ast.Constant(value=None)]):
            yield f"{ast.unparse(left)} is None"
        case ast.Name() | ast.Attribute() | ast.Compare():
            yield ast.unparse(test)
