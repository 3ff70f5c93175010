"""LCK010: locks that a function makes for itself alone."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from lock_audit.facts import Facts
from lock_audit.findings import Finding, Step
from lock_audit.project import Binding, FunctionInfo, own_nodes
from lock_audit.values import Lock

_OWN_METHODS = frozenset(
    {"acquire", "release", "locked", "wait", "wait_for", "notify", "notify_all", "__enter__", "__exit__"}
)


def findings_in(function: FunctionInfo, facts: Facts) -> Iterator[Finding]:
    """The locks that are bound to a local name, taken, and never shown to anybody."""
    if function.kind != "function":
        return
    for name, bindings in function.bindings.items():
        if name in function.outside:
            continue
        match [binding for binding in bindings if binding.kind != "annotated"]:
            case [Binding("assigned", _, ast.Call() as maker, ())]:
                if _makes_lock(maker, function, facts) and _is_taken_here_only(name, function):
                    yield _finding(name, maker, function)


def _makes_lock(maker: ast.Call, function: FunctionInfo, facts: Facts) -> bool:
    """Whether it is this very call that makes a lock, not the function that it calls."""
    context = facts.contexts.default(function)
    locks = [fact for fact in facts.of(maker, context) if isinstance(fact, Lock) and not fact.is_limiter]
    return any(lock.site == facts.place(maker, context) for lock in locks)


def _finding(name: str, maker: ast.Call, function: FunctionInfo) -> Finding:
    file = function.module.file
    place = _assignment_of(maker, function) or maker
    step = Step(file.path, place.lineno, function.qualname, ast.unparse(maker.func))
    message = f"{name} is made by each call of {function.name}, so nobody else can hold it"
    return Finding("LCK010", file.path, place.lineno, file.column(place), message, name, (step,))


def _assignment_of(maker: ast.Call, function: FunctionInfo) -> ast.stmt | None:
    for node in own_nodes(function):
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is maker:
            return node
    return None


def _is_taken_here_only(name: str, function: FunctionInfo) -> bool:
    if any(_mentions(name, inner.node) for inner in function.nested):
        return False
    uses = 0
    allowed: set[ast.Name] = set()
    taken = False
    for node in own_nodes(function):
        match node:
            case ast.With(items=items):
                for item in items:
                    if isinstance(item.context_expr, ast.Name) and item.context_expr.id == name:
                        allowed.add(item.context_expr)
                        taken = True
            case ast.Call(func=ast.Attribute(value=ast.Name(id=owner) as inner, attr=method)) if owner == name:
                if method in _OWN_METHODS:
                    allowed.add(inner)
                    taken = taken or method == "acquire"
            case ast.Call(func=ast.Attribute(attr="enter_context"), args=[ast.Name(id=owner) as inner]) if (
                owner == name
            ):
                allowed.add(inner)
                taken = True
            case ast.Name(id=owner, ctx=ast.Load()) if owner == name:
                uses += 1
    return taken and uses == len(allowed)


def _mentions(name: str, node: ast.AST) -> bool:
    return any(isinstance(inner, ast.Name) and inner.id == name for inner in ast.walk(node))
