"""What classes extend, and what decorators make of their methods."""

from __future__ import annotations

import ast
from collections import defaultdict
from typing import TYPE_CHECKING

from lock_audit.project import ClassInfo, FunctionInfo
from lock_audit.values import (
    Class,
    External,
    ordered,
)

if TYPE_CHECKING:
    from lock_audit.facts import Facts

_PROTOCOLS = frozenset({"typing.Protocol", "typing_extensions.Protocol"})
_PROPERTIES = ("property", "cached_property", "abstractproperty")


class Classes:
    """The relations between the classes of the project."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._lines: dict[ClassInfo, list[ClassInfo | str]] = {}
        self._flavours: dict[FunctionInfo, frozenset[str]] = {}
        self._descendants: dict[ClassInfo, list[ClassInfo]] | None = None

    def line_of(self, info: ClassInfo) -> list[ClassInfo | str]:
        """The class and what it extends, in the order of look-up; classes that are not analysed by their names."""
        known = self._lines.get(info)
        if known is not None:
            return known
        self._lines[info] = [info]
        line: list[ClassInfo | str] = [info]
        context = self._facts.contexts.outside(info.body)
        for base in info.node.bases:
            node = base.value if isinstance(base, ast.Subscript) else base
            for fact in ordered(self._facts.of(node, context)):
                if isinstance(fact, Class):
                    line += [inner for inner in self.line_of(fact.info) if inner not in line]
                elif isinstance(fact, External) and fact.name not in line:
                    line.append(fact.name)
        self._lines[info] = line
        return line

    def is_protocol(self, info: ClassInfo) -> bool:
        context = self._facts.contexts.outside(info.body)
        for base in info.node.bases:
            node = base.value if isinstance(base, ast.Subscript) else base
            if any(isinstance(fact, External) and fact.name in _PROTOCOLS for fact in self._facts.of(node, context)):
                return True
        return False

    def descendants(self, info: ClassInfo) -> list[ClassInfo]:
        if self._descendants is None:
            self._descendants = defaultdict(list)
            for child in self._facts.project.classes:
                if child.node.bases:
                    for base in self.line_of(child)[1:]:
                        if isinstance(base, ClassInfo):
                            self._descendants[base].append(child)
        return self._descendants.get(info, [])

    def flavours(self, info: FunctionInfo) -> frozenset[str]:
        """Which of property, classmethod, staticmethod, contextmanager its decorators make of a function."""
        known = self._flavours.get(info)
        if known is not None:
            return known
        self._flavours[info] = frozenset()
        found = set()
        for decorator in info.decorators:
            node = decorator.func if isinstance(decorator, ast.Call) else decorator
            if isinstance(node, ast.Attribute) and node.attr in ("setter", "getter", "deleter"):
                found.add("property")
                continue
            found_in = self._facts.contexts.outside(info)
            names = {fact.name for fact in self._facts.of(node, found_in) if isinstance(fact, External)}
            for name in names:
                last = name.rpartition(".")[2]
                if last in _PROPERTIES:
                    found.add("property")
                elif name in ("contextlib.contextmanager", "contextlib.asynccontextmanager"):
                    found.add("contextmanager")
                elif name in ("builtins.classmethod", "builtins.staticmethod"):
                    found.add(last)
        self._flavours[info] = frozenset(found)
        return self._flavours[info]
