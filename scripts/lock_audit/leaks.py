"""LCK009: what a critical section returns though the lock guards it."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import NamedTuple

from lock_audit.calls import HELPER_LOCK
from lock_audit.contexts import Context
from lock_audit.facts import Facts
from lock_audit.paths import State
from lock_audit.project import own_nodes
from lock_audit.values import Container, Guarded, Lock, Passed, Suspended, Value, View, ordered

_MUTABLE = frozenset({"dict", "list", "set", "bytearray"})


class Leak(NamedTuple):
    """What leaves a section with the value of *node*, in words."""

    message: str
    node: ast.expr

    @property
    def name(self) -> str:
        """The local name by which it leaves, or a view of it; empty if there is none."""
        node = self.node
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            node = node.func.value
        return node.id if isinstance(node, ast.Name) else ""


class Leaks:
    """Of the function of *context*, which runs under the locks *given* as a section of its own."""

    def __init__(self, context: Context, facts: Facts, given: tuple[Lock, ...]) -> None:
        self._context = context
        self._facts = facts
        self._given = given

    def find(self, node: ast.expr, state: State) -> Leak | None:
        """What would leave a section with the value that *node* has in *state*."""
        match node:
            case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Set(elts=parts):
                return self._first(parts, state)
            case ast.Dict(keys=keys, values=values):
                return self._first([value for key, value in zip(keys, values, strict=True) if key is not None], state)
            case ast.IfExp(body=body, orelse=orelse):
                return self._first([body, orelse], state)
            case ast.Starred():
                return None
        message = self._message(node, state)
        return Leak(message, node) if message else None

    def naming(self, target: ast.expr, value: ast.expr, state: State) -> State:
        """*state* after *target* was given *value*; what is unpacked is known by the names alone."""
        if isinstance(target, (ast.Tuple, ast.List)):
            parts = target.elts
            if isinstance(value, (ast.Tuple, ast.List)) and len(value.elts) == len(parts):
                parts = value.elts
            for inner, part in zip(target.elts, parts, strict=True):
                state = self.naming(inner, part, state)
        elif isinstance(target, ast.Name):
            leak = self.find(value, state) if value is not target else Leak(self._of_facts(target), target)
            if leak is not None and leak.message:
                return state.taking(target.id, state.innermost or state.taken_under(leak.name))
        return state

    def _first(self, parts: Iterable[ast.expr], state: State) -> Leak | None:
        return next(filter(None, (self.find(part, state) for part in parts)), None)

    def _message(self, node: ast.expr, state: State) -> str:
        context = self._context
        if _calls_back(node, context, self._facts):
            return ""
        if not isinstance(node, ast.Name):
            return self._of_facts(node)
        if _is_parameter(node, context):
            return "the storage itself leaves the section" if _is_storage(node, context, self._given) else ""
        if _is_assigned(node, context) and not state.has_taken(node.id):
            return ""
        message = self._of_facts(node)
        return message if message and not _is_swapped(node, context) else ""

    def _of_facts(self, node: ast.expr) -> str:
        for fact in ordered(self._facts.of(node, self._context)):
            match fact:
                case Container(kind, _, home) if kind in _MUTABLE and _is_shared(home):
                    return f"the guarded {kind} itself leaves the section: return a copy"
                case View(home) if _is_shared(home):
                    return "a view of guarded data leaves the section: return a copy"
                case Suspended(inner) if inner.function.is_generator and _reads_shared(inner, self._facts):
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


def _is_assigned(node: ast.Name, context: Context) -> bool:
    """Whether the local name has its value from assignments, which the walk follows."""
    kinds = {binding.kind for binding in context.function.bindings.get(node.id, ())}
    return "assigned" in kinds and kinds <= {"assigned", "annotated"}


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
        if not (isinstance(part, ast.Name) and part.id in context.function.bindings)
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
