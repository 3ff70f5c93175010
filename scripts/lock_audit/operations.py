"""Whether a call of a library is one of the slow operations of the catalogue, where that depends on its arguments."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from lock_audit import catalogue
from lock_audit.facts import Facts
from lock_audit.project import FunctionInfo, own_nodes
from lock_audit.values import Arguments, Const, Container, Fact, Object, Value

ROOT_LOGGER = ""


class Operations:
    """Answers for the calls of one project."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._slow_loggers: frozenset[str] | None = None
        self._last_loggers: frozenset[str] = frozenset()

    def of(self, name: str, receiver: Object | None, arguments: Arguments) -> catalogue.Operation | None:
        """The slow operation that calling *name* is, or None. *receiver* is the object whose method it is."""
        operation = catalogue.operation(name)
        if operation is None:
            return None
        return operation if self._applies(operation.when, receiver, arguments) else None

    def _applies(self, when: str, receiver: Object | None, arguments: Arguments) -> bool:
        given = arguments.positional
        named = dict(arguments.keywords)
        match when:
            case "":
                return True
            case "given_host":
                return bool(given) or "host" in named
            case "blocking_get":
                return not _is_false(_nth(given, 0) or named.get("block"))
            case "blocking_put":
                if _is_false(_nth(given, 1) or named.get("block")) or catalogue.is_a(
                    receiver.type if receiver else "", "queue.SimpleQueue"
                ):
                    return False
                if receiver is None or receiver.detail is None:
                    return "timeout" in named or len(given) > 2
                return receiver.detail == "bounded"
            case "waiting_shutdown":
                return not _is_false(_nth(given, 0) or named.get("wait"))
            case "given_file":
                return any(_is_file(fact) for facts in (*given, *named.values()) for fact in facts)
            case "on_file":
                return receiver is not None and receiver.detail == "file"
            case "slow_handler":
                return self._is_slow_logger(ROOT_LOGGER if receiver is None else receiver.detail)
        raise AssertionError(f"no such condition: {when}")

    # --- loggers: slow if they, or one they hand their records up to, was given a slow handler

    def _is_slow_logger(self, name: str | None) -> bool:
        if self._slow_loggers is None:
            self._slow_loggers = frozenset(self._found_slow_loggers())
            self._last_loggers = frozenset(self._found_last_loggers())
        if name is None:
            return False
        while name not in self._slow_loggers:
            if name == ROOT_LOGGER or name in self._last_loggers:
                return False
            name = name.rpartition(".")[0]
        return True

    def _loggers(self, node: ast.expr, function: FunctionInfo) -> Iterator[str]:
        for fact in self._facts.of(node, self._facts.contexts.default(function)):
            if isinstance(fact, Object) and fact.type == "logging.Logger" and fact.detail is not None:
                yield fact.detail

    def _found_last_loggers(self) -> Iterator[str]:
        """Loggers that keep their records: `logger.propagate = False`."""
        for function in self._facts.project.functions:
            for node in own_nodes(function) if "propagate" in function.attributes else ():
                match node:
                    case ast.Assign(
                        targets=[ast.Attribute(value=logger, attr="propagate")], value=ast.Constant(value=False)
                    ):
                        yield from self._loggers(logger, function)

    def _found_slow_loggers(self) -> set[str]:
        found: set[str] = set()
        for call, function in self._facts.project.calls_by_name.get("addHandler", ()):
            context = self._facts.contexts.default(function)
            slow = call.args and any(map(_is_slow_handler, self._facts.of(call.args[0], context)))
            if slow and isinstance(call.func, ast.Attribute):
                found.update(self._loggers(call.func.value, function))
        for call, function in self._facts.project.calls_by_name.get("basicConfig", ()):
            context = self._facts.contexts.default(function)
            for keyword in call.keywords:
                value = self._facts.of(keyword.value, context)
                is_none = bool(value) and all(isinstance(fact, Const) and fact.value is None for fact in value)
                if keyword.arg == "filename" and not is_none:
                    found.add(ROOT_LOGGER)
                if keyword.arg == "handlers":
                    parts = [part for fact in value if isinstance(fact, Container) for part in fact.elements]
                    if any(map(_is_slow_handler, parts)):
                        found.add(ROOT_LOGGER)
        return found


def _nth(given: tuple[Value, ...], position: int) -> Value | None:
    return given[position] if position < len(given) else None


def _is_false(facts: Value | None) -> bool:
    return bool(facts) and all(isinstance(fact, Const) and fact.value in (False, 0) for fact in facts or ())


def _is_file(fact: Fact) -> bool:
    return isinstance(fact, Object) and catalogue.is_a(fact.type, "io.File")


def _is_slow_handler(fact: Fact) -> bool:
    return isinstance(fact, Object) and fact.type in catalogue.SLOW_HANDLERS
