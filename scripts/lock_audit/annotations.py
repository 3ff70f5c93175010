"""What annotations say of a value."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from lock_audit import catalogue
from lock_audit.contexts import Context
from lock_audit.origins import short
from lock_audit.values import (
    ANNOTATED,
    UNKNOWN,
    Class,
    Container,
    External,
    Fact,
    Instance,
    Lock,
    Object,
    Returns,
    Value,
    join,
    value,
)

if TYPE_CHECKING:
    from lock_audit.facts import Facts

_OPTIONAL = frozenset({"typing.Optional", "typing.Final", "typing.Annotated", "typing.ClassVar", "dataclasses.InitVar"})


class Annotations:
    """Reads annotations, those in strings too."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._texts: dict[str, ast.expr | None] = {}

    def of(self, node: ast.expr, context: Context, origin: str) -> Value:
        match node:
            case ast.Constant(value=str(text)):
                parsed = self._parsed(text)
                return self.of(parsed, context, origin) if parsed is not None else UNKNOWN
            case ast.Constant(value=None):
                return UNKNOWN
            case ast.BinOp(left, ast.BitOr(), right):
                return join([self.of(left, context, origin), self.of(right, context, origin)])
            case ast.Subscript(generic, arguments):
                return self._generic(generic, arguments, context, origin)
            case ast.Name() | ast.Attribute():
                return join(_annotated(fact, origin) for fact in self._facts.of(node, context))
        return UNKNOWN

    def _generic(self, generic: ast.expr, arguments: ast.expr, context: Context, origin: str) -> Value:
        inner = list(arguments.elts) if isinstance(arguments, ast.Tuple) else [arguments]
        found = []
        for fact in self._facts.of(generic, context):
            name = catalogue.canonical(fact.name) if isinstance(fact, External) else ""
            if name in _OPTIONAL:
                found.append(self.of(inner[0], context, origin))
            elif name == "typing.Union":
                found += [self.of(part, context, origin) for part in inner]
            elif name in ("builtins.type", "typing.Type"):
                found.append(
                    frozenset(f for f in self._facts.of(inner[0], context) if isinstance(f, (Class, External)))
                )
            elif name in ("typing.Callable", "collections.abc.Callable"):
                found.append(value(Returns(self.of(inner[-1], context, origin))))
            elif name in ("builtins.tuple", "typing.Tuple"):
                keys = tuple((i, self.of(part, context, f"{origin}[{i}]")) for i, part in enumerate(inner))
                found.append(value(Container("tuple", join(part for _, part in keys), "", keys)))
            elif name in catalogue.CONTAINER_ANNOTATIONS or name in catalogue.SEQUENCE_ANNOTATIONS:
                kind = catalogue.CONTAINER_ANNOTATIONS.get(name, "sequence")
                keyed = "Mapping" in name or "ict" in name
                if keyed and name not in catalogue.CONTAINER_ANNOTATIONS:
                    kind = "mapping"
                part = inner[-1] if keyed else inner[0]
                found.append(value(Container(kind, self.of(part, context, f"{origin}[]"))))
            else:
                found.append(_annotated(fact, origin))
        return join(found)

    def _parsed(self, text: str) -> ast.expr | None:
        if text not in self._texts:
            try:
                self._texts[text] = ast.parse(text.strip(), mode="eval").body
            except (SyntaxError, ValueError):
                self._texts[text] = None
        return self._texts[text]


def _annotated(fact: Fact, origin: str) -> Value:
    match fact:
        case Class(info):
            return value(Instance(info, short(f"={origin}")))
        case External(name):
            name = catalogue.canonical(name)
            if name in catalogue.LOCK_MAKERS:
                kind = catalogue.LOCK_MAKERS[name]
                made = {"semaphore": "limiter", "condition": "rlock"}.get(kind, kind)
                return value(Lock(f"{ANNOTATED}{origin}", made, is_condition=kind == "condition"))
            if name in catalogue.CONTAINER_ANNOTATIONS:
                return value(Container(catalogue.CONTAINER_ANNOTATIONS[name]))
            if name in catalogue.SEQUENCE_ANNOTATIONS:
                return value(Container("sequence"))
            if name.startswith(("typing.", "builtins.object", "collections.abc.", "typing_extensions.")):
                return value(Object(name)) if name in catalogue.BASES else UNKNOWN
            return value(Object(name))
        case Object() | Instance() | Lock():
            return value(fact)  # an alias of a type that is evaluated already
    return UNKNOWN
