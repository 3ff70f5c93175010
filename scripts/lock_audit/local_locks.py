"""LCK010: locks that a function makes for itself alone."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from lock_audit.facts import Facts
from lock_audit.findings import Finding, Step
from lock_audit.project import FunctionInfo, own_nodes
from lock_audit.values import Lock

_OWN_METHODS = frozenset(
    {"acquire", "release", "locked", "wait", "wait_for", "notify", "notify_all", "__enter__", "__exit__"}
)


def findings_in(function: FunctionInfo, facts: Facts) -> Iterator[Finding]:
    """The locks that are bound to a local name, taken, and never shown to anybody."""
    if function.kind != "function":
        return
    for name, bindings in function.bindings.items():
        if name in function.outside or len([b for b in bindings if b.kind != "annotated"]) != 1:
            continue
        binding = next(b for b in bindings if b.kind != "annotated")
        maker = binding.node
        if binding.kind != "assigned" or binding.path or not isinstance(maker, ast.Call):
            continue
        context = facts.contexts.default(function)
        for fact in facts.of(maker, context):
            if not isinstance(fact, Lock) or fact.is_limiter or fact.site != facts.place(maker, context):
                continue
            if _is_taken_here_only(name, function):
                path = function.module.file.path
                column = function.module.file.column(maker)
                target = _assignment_of(maker, function)
                if target is not None:
                    column = function.module.file.column(target)
                line = target.lineno if target is not None else maker.lineno
                step = Step(path, line, function.qualname, ast.unparse(maker.func))
                message = f"{name} is made by each call of {function.name}, so nobody else can hold it"
                yield Finding("LCK010", path, line, column, message, name, (step,))


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
