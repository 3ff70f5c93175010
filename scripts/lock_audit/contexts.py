"""In which circumstances a function is looked at."""

from __future__ import annotations

import ast
from collections import defaultdict
from itertools import count

from lock_audit.project import FunctionInfo
from lock_audit.values import (
    PLAIN_TYPES,
    Arguments,
    Const,
    Container,
    Fact,
    Function,
    Object,
    Suspended,
    Value,
    View,
    value,
)

MAX_CONTEXTS = 24  # of one function; calls beyond that are looked at without their arguments


class Context:
    """A function, what its parameters are bound to, and the context of the function that it is defined in."""

    __slots__ = ("bindings", "function", "memo", "names", "outer", "serial")

    def __init__(self, function: FunctionInfo, bindings: dict[str, Value], outer: Context | None, serial: int) -> None:
        self.serial = serial
        self.function = function
        self.bindings = bindings
        self.outer = outer
        self.memo: dict[ast.AST, Value] = {}
        self.names: dict[str, Value] = {}


class Contexts:
    """Makes the contexts, one for each set of arguments that are worth telling apart."""

    def __init__(self) -> None:
        self._serials = count(1)
        self._interned: dict[tuple[object, ...], Context] = {}
        self._counts: dict[FunctionInfo, int] = defaultdict(int)
        self._defaults: dict[FunctionInfo, Context] = {}

    def default(self, function: FunctionInfo) -> Context:
        context = self._defaults.get(function)
        if context is None:
            outer = self.default(function.parent) if function.parent is not None else None
            context = self._defaults[function] = Context(function, {}, outer, 0)
        return context

    def outside(self, function: FunctionInfo) -> Context:
        """Where a function, or a class, is defined: what its decorators, defaults and bases are looked up in."""
        context = self.default(function)
        return context.outer or context

    def of(self, fact: Function, arguments: Arguments) -> Context:
        """The context in which a call of *fact* with *arguments* runs."""
        info = fact.info
        bindings = _bound_parameters(info, fact.receiver, arguments)
        outer = fact.outer or self.default(info).outer
        if not bindings and outer is self.default(info).outer:
            return self.default(info)
        key = (info, outer, tuple(sorted(bindings.items(), key=lambda item: item[0])))
        context = self._interned.get(key)
        if context is None:
            self._counts[info] += 1
            if self._counts[info] > MAX_CONTEXTS:
                return self.default(info)
            context = self._interned[key] = Context(info, bindings, outer, next(self._serials))
        return context


def _bound_parameters(info: FunctionInfo, receiver: Fact | None, arguments: Arguments) -> dict[str, Value]:
    node = info.arguments
    if node is None:
        return {}
    bindings: dict[str, Value] = {}
    given = list(arguments.positional)
    if receiver is not None:
        given.insert(0, value(receiver))
    positional = info.positional
    for parameter, facts in zip(positional, given, strict=False):
        bindings[parameter.arg] = facts
    rest = tuple(given[len(positional) :])
    named = {parameter.arg for parameter in (*node.args, *node.kwonlyargs)}
    spare = []
    for name, facts in arguments.keywords:
        if name in named:
            bindings[name] = facts
        else:
            spare.append((name, facts))
    worth = {name: facts for name, given_facts in bindings.items() if (facts := _worth_passing(given_facts))}
    if node.vararg is not None and any(map(_worth_passing, rest)):
        worth[node.vararg.arg] = value(Arguments(positional=rest))
    if node.kwarg is not None and any(_worth_passing(facts) for _, facts in spare):
        worth[node.kwarg.arg] = value(Arguments(keywords=tuple(spare)))
    return worth


def _worth_passing(facts: Value) -> Value:
    """What changes how a function behaves towards locks, of what a parameter is bound to."""
    return frozenset(
        fact
        for fact in facts
        if not isinstance(fact, (View, Suspended))
        and not (isinstance(fact, Const) and not _is_timeout(fact))
        and not (isinstance(fact, Object) and fact.type in (*PLAIN_TYPES, "?"))
        and not (isinstance(fact, Container) and not fact.home and not fact.elements)
    )


def _is_timeout(fact: Const) -> bool:
    return (
        fact.value is None or isinstance(fact.value, bool) or (isinstance(fact.value, (int, float)) and fact.value <= 0)
    )
