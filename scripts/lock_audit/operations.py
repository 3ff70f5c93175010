"""Whether a call of a library is one of the slow operations of the catalogue, where that depends on its arguments."""

from __future__ import annotations

import ast

from lock_audit import catalogue
from lock_audit.facts import Facts
from lock_audit.values import Arguments, Const, Container, Fact, Object, Value

ROOT_LOGGER = ""


class Operations:
    """Answers for the calls of one project."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._slow_loggers: frozenset[str] | None = None

    def of(self, name: str, receiver: Object | None, arguments: Arguments) -> catalogue.Operation | None:
        """The slow operation that calling *name* is, or None. *receiver* is the object whose method it is."""
        operation = catalogue.operation(name)
        if operation is None:
            return None
        return operation if self._applies(operation.when, name, receiver, arguments) else None

    def _applies(self, when: str, name: str, receiver: Object | None, arguments: Arguments) -> bool:
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
        return False

    # --- loggers: slow if they, or one they hand their records up to, was given a slow handler

    def _is_slow_logger(self, name: str | None) -> bool:
        if self._slow_loggers is None:
            self._slow_loggers = frozenset(self._found_slow_loggers())
        if name is None:
            return False
        if ROOT_LOGGER in self._slow_loggers:
            return True
        parts = name.split(".")
        return any(".".join(parts[:count]) in self._slow_loggers for count in range(1, len(parts) + 1))

    def _found_slow_loggers(self) -> set[str]:
        found = set()
        for call, function in self._facts.project.calls_by_name.get("addHandler", ()):
            context = self._facts.default(function)
            if call.args and any(map(_is_slow_handler, self._facts.of(call.args[0], context))):
                assert isinstance(call.func, ast.Attribute)
                for fact in self._facts.of(call.func.value, context):
                    if isinstance(fact, Object) and fact.type == "logging.Logger" and fact.detail is not None:
                        found.add(fact.detail)
        for call, function in self._facts.project.calls_by_name.get("basicConfig", ()):
            context = self._facts.default(function)
            for keyword in call.keywords:
                value = self._facts.of(keyword.value, context)
                if keyword.arg == "filename" and not all(isinstance(fact, Const) and fact.value is None for fact in value):
                    found.add(ROOT_LOGGER)
                if keyword.arg == "filename" and not value:
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


