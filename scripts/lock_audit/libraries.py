"""What calls of libraries, and of methods of their objects, give."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import TYPE_CHECKING

from lock_audit import catalogue
from lock_audit.contexts import Context
from lock_audit.origins import home_of, owned
from lock_audit.values import (
    CALLABLE,
    UNKNOWN,
    Arguments,
    Const,
    Container,
    Fact,
    Lock,
    Object,
    Partial,
    Super,
    Suspended,
    Value,
    View,
    constants,
    join,
    ordered,
    undecorated,
    unwrap,
    value,
)

if TYPE_CHECKING:
    from lock_audit.facts import Facts

_ELEMENT_OF = frozenset({"builtins.next", "builtins.min", "builtins.max"})
_COPIES = {"builtins.list": "list", "builtins.sorted": "list", "builtins.set": "set", "builtins.tuple": "tuple"}
_FIELDS = frozenset({"dataclasses.field", "attr.ib", "attr.field", "attrs.field"})
_PARTIAL = frozenset({"functools.partial", "functools.partialmethod"})
_QUEUES = frozenset(
    {
        "queue.Queue",
        "queue.LifoQueue",
        "queue.PriorityQueue",
        "multiprocessing.Queue",
        "multiprocessing.JoinableQueue",
    }
)
_GETTERS = frozenset({"get", "pop", "setdefault", "popleft", "popitem", "__getitem__"})


class Libraries:
    """Knows the results of calls whose code is not analysed."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    def lock(self, maker: str, arguments: Arguments, node: ast.AST, context: Context) -> Lock:
        kind = catalogue.LOCK_MAKERS[maker]
        site = self._facts.place(node, context)
        given = arguments.get(0, "lock" if kind == "condition" else "value")
        if kind == "condition":
            for fact in ordered(given or UNKNOWN):
                if isinstance(fact, Lock):
                    return replace(fact, is_condition=True)
            return Lock(site, "rlock", is_condition=True)
        if kind == "semaphore":
            one = given is None or given == value(Const("int", 1))
            kind = "lock" if one else "signal" if given == value(Const("int", 0)) else "limiter"
        return Lock(site, kind)

    def call(self, name: str, arguments: Arguments, node: ast.AST, context: Context) -> Value:
        first = arguments.first
        keywords = dict(arguments.keywords)
        if name in catalogue.LOCK_MAKERS:
            return value(self.lock(name, arguments, node, context))
        if name in _PARTIAL:
            return frozenset(Partial(unwrap(fact), arguments.positional[1:], arguments.keywords) for fact in first)
        if name in _COPIES or name in catalogue.CONTAINERS:
            kind = _COPIES.get(name) or catalogue.CONTAINERS[name]
            elements = self._facts.elements(first)
            if name == "collections.defaultdict":
                elements = join(self._facts.call(fact, Arguments(), node, context) for fact in ordered(first))
            return value(Container(kind, elements))
        if name == "builtins.super":
            return self._super(context)
        if name == "builtins.getattr":
            return self._getattr(arguments)
        if name in _FIELDS:
            factory = keywords.get("default_factory", keywords.get("factory", UNKNOWN))
            made = join(self._facts.call(fact, Arguments(), node, context) for fact in ordered(factory))
            return join([made, keywords.get("default", UNKNOWN)])
        if name in ("copy.copy", "copy.deepcopy"):
            return frozenset(Container(f.kind, f.elements) if isinstance(f, Container) else f for f in first)
        if name in ("typing.cast", "typing_extensions.cast") and isinstance(node, ast.Call) and node.args:
            return self._facts.annotations.of(node.args[0], context, f"{context.function.where}:{node.lineno}")
        if name == "contextlib.nullcontext":
            return first
        if name in ("contextlib.closing", "weakref.proxy"):
            return frozenset(map(undecorated, first))
        if name == "functools.wraps":
            return UNKNOWN
        if name in catalogue.LAZY:
            homes = [View(home_of(given), _callable_in(first)) for given in arguments.positional if home_of(given)]
            callee = _callable_in(first) if name in ("builtins.map", "builtins.filter") else None
            views: list[Fact] = list(homes) or [View("", callee)]
            rest = arguments.positional[1:] if callee is not None else arguments.positional
            return value(*views, Container("lazy", join(self._facts.elements(given) for given in rest)))
        if name in _ELEMENT_OF:
            return self._facts.elements(first)
        if name in _QUEUES:
            return value(Object(name, "bounded" if _is_bounded(arguments) else "unbounded"))
        if name == "logging.getLogger":
            names = [name for name in constants(first) if isinstance(name, str)]
            unnamed = f"module {context.function.module.name}" if arguments.positional else ""
            return value(Object("logging.Logger", names[0] if names else unnamed))
        if name == "asyncio.run":
            return join(self._facts.result(f.context) for f in ordered(first) if isinstance(f, Suspended))
        if (given := catalogue.result_type(name)) is not None:
            return value(Object(given))
        last = name.rpartition(".")[2]
        return value(Object(name)) if last[:1].isupper() or name in catalogue.KNOWN else value(Object(f"{name}()"))

    def _super(self, context: Context) -> Value:
        current: Context | None = context
        while current is not None and current.function.cls is None:
            current = current.outer
        if current is None or current.function.cls is None or not current.function.positional:
            return UNKNOWN
        receiver = self._facts.names.in_scope(current.function.positional[0].arg, current)
        return frozenset(Super(current.function.cls, fact) for fact in receiver)

    def _getattr(self, arguments: Arguments) -> Value:
        match constants(arguments.positional[1]) if len(arguments.positional) > 1 else ():
            case [str(name), *_]:
                found = [self._facts.attributes.of(fact, name) for fact in ordered(arguments.first)]
                return join([*found, *arguments.positional[2:3]])
        return UNKNOWN

    def call_method(self, receiver: Fact, name: str, arguments: Arguments, node: ast.AST, context: Context) -> Value:
        match receiver:
            case Lock():
                return value(Object("builtins.bool"))
            case Container():
                return _container_call(receiver, name, arguments, node)
            case Object("contextlib.ExitStack" | "contextlib.AsyncExitStack") if name.startswith("enter_"):
                return join(self._facts.entered_fact(fact, node, context) for fact in arguments.first)
            case Object("multiprocessing.context"):
                return self.call(catalogue.canonical(f"multiprocessing.{name}"), arguments, node, context)
            case Object(type_name, detail):
                if name == "__enter__" or name == "__aenter__":
                    return self.entered(receiver)
                result = catalogue.result_type(f"{type_name}.{name}")
                if result == "logging.Logger" and name == "getChild":
                    names = constants(arguments.first)
                    return value(Object(result, f"{detail}.{names[0]}" if names and detail else detail))
                return value(Object(result or "?"))
            case Arguments():
                if name in ("get", "pop"):
                    wanted = constants(arguments.first)
                    return join(part for key, part in receiver.keywords if key in wanted)
        return UNKNOWN

    @staticmethod
    def entered(fact: Object) -> Value:
        given = catalogue.RESULTS.get(f"{fact.type}.__enter__")
        return value(Object(given)) if given else value(fact)


def _is_bounded(arguments: Arguments) -> bool:
    """Whether a queue that is made with *arguments* can be full."""
    size = arguments.get(0, "maxsize")
    return size is not None and not any(isinstance(limit, int) and limit <= 0 for limit in constants(size))


def _callable_in(facts: Value) -> Fact | None:
    return next((fact for fact in ordered(facts) if isinstance(fact, CALLABLE)), None)


def _container_call(box: Container, name: str, arguments: Arguments, node: ast.AST) -> Value:
    if name in catalogue.VIEW_METHODS:
        part: Value = box.elements
        if name == "items":
            part = value(Container("tuple", box.elements, "", ((1, box.elements),)))
        elif name == "keys":
            part = UNKNOWN
        return value(View(box.home), Container("lazy", part))
    if name in _GETTERS:
        key = ast.unparse(node.args[0]) if isinstance(node, ast.Call) and node.args else ""
        wanted = constants(arguments.first)[:1]
        known = [part for found, part in box.keys if found in wanted]
        extra = arguments.positional[1:2] if name in ("get", "setdefault", "pop") else ()
        part = join([known[-1] if known else box.elements, *extra])
        return owned(frozenset(map(undecorated, part)), f"{box.home}[{key}]", f"[{key}]")
    if name in ("copy", "union", "intersection", "difference", "most_common", "elements"):
        return value(Container(box.kind, box.elements))
    return value(Object("?"))
