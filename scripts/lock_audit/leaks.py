"""LCK009: what a critical section returns though the lock guards it."""

from __future__ import annotations

import ast

from lock_audit.calls import HELPER_LOCK
from lock_audit.contexts import Context
from lock_audit.facts import Facts
from lock_audit.project import own_nodes
from lock_audit.values import Container, Guarded, Lock, Passed, Suspended, Value, View, ordered

_MUTABLE = frozenset({"dict", "list", "set", "bytearray"})


def leaked(node: ast.expr, context: Context, facts: Facts, given: tuple[Lock, ...]) -> str:
    """What leaves the section with the value of *node*, as a message; empty if nothing does."""
    if isinstance(node, (ast.Tuple, ast.List, ast.Set)):
        return next(filter(None, (leaked(part, context, facts, given) for part in node.elts)), "")
    if isinstance(node, ast.Dict):
        kept = [part for key, part in zip(node.keys, node.values, strict=True) if key is not None]
        return next(filter(None, (leaked(part, context, facts, given) for part in kept)), "")
    if isinstance(node, ast.IfExp):
        return leaked(node.body, context, facts, given) or leaked(node.orelse, context, facts, given)
    if isinstance(node, ast.Starred) or _calls_back(node, context, facts):
        return ""
    if isinstance(node, ast.Name) and (_is_parameter(node, context) or _is_swapped(node, context)):
        return "the storage itself leaves the section" if _is_storage(node, context, given) else ""
    found = facts.of(node, context)
    for fact in ordered(found):
        match fact:
            case Container(kind, _, home) if kind in _MUTABLE and _is_shared(home):
                return f"the guarded {kind} itself leaves the section: return a copy"
            case View(home) if _is_shared(home):
                return "a view of guarded data leaves the section: return a copy"
            case Suspended(inner) if inner.function.is_generator and _reads_shared(inner, facts):
                return "a generator over guarded data leaves the section: return a list"
            case Guarded(""):
                return "the storage itself leaves the section"
    return ""


def _calls_back(node: ast.expr, context: Context, facts: Facts) -> bool:
    """Whether it is the result of a function that was passed in, which is judged where it returns it."""
    return isinstance(node, ast.Call) and any(isinstance(fact, Passed) for fact in facts.of(node.func, context))


def _is_shared(home: str) -> bool:
    return bool(home) and "[" not in home


def _is_parameter(node: ast.Name, context: Context) -> bool:
    return any(binding.kind == "parameter" for binding in context.function.bindings.get(node.id, ()))


def _is_storage(node: ast.Name, context: Context, given: tuple[Lock, ...]) -> bool:
    """Whether it is what a storage helper hands to its callback."""
    if not any(lock.site.startswith(f"{HELPER_LOCK} with_storage") for lock in given):
        return False
    positional = context.function.positional
    if context.function.cls is not None:
        positional = positional[1:]
    open_ones = [parameter.arg for parameter in positional if parameter.arg not in context.bindings]
    guarded = [name for name, facts in context.bindings.items() if Guarded() in facts]
    return node.id in (guarded or open_ones[:1])


def _is_swapped(node: ast.Name, context: Context) -> bool:
    """Whether a new value has been put in the place of what the local name took out."""
    sources = [
        ast.unparse(part)
        for binding in context.function.bindings.get(node.id, ())
        if binding.kind == "assigned" and isinstance(binding.node, ast.expr)
        for part in _parts(binding.node, binding.path)
    ]
    targets = [
        ast.unparse(target)
        for statement in own_nodes(context.function)
        if isinstance(statement, ast.Assign)
        for outer in statement.targets
        for target in (outer.elts if isinstance(outer, ast.Tuple) else [outer])
    ]
    return any(source in targets for source in sources)


def _parts(node: ast.expr, path: tuple[int, ...]) -> list[ast.expr]:
    if path and isinstance(node, ast.Tuple) and 0 <= path[0] < len(node.elts):
        return _parts(node.elts[path[0]], path[1:])
    return [node]


def _reads_shared(context: Context, facts: Facts) -> bool:
    """Whether the function looks at a container that others share."""
    for node in own_nodes(context.function):
        match node:
            case ast.Attribute(ctx=ast.Load()) | ast.Name(ctx=ast.Load()) if _has_shared(facts.of(node, context)):
                return True
    return False


def _has_shared(found: Value) -> bool:
    return any(isinstance(fact, (Container, View)) and _is_shared(fact.home) for fact in found)
