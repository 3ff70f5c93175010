"""What one call does, worked out once for each place: its effects, the locks it takes and gives back, what it runs."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from lock_audit import catalogue
from lock_audit.contexts import Context
from lock_audit.effects import Callback, Effect, Kind
from lock_audit.findings import Step
from lock_audit.project import last_name
from lock_audit.protocols import PROTOCOLS
from lock_audit.values import (
    Arguments,
    Bound,
    Class,
    Const,
    External,
    Fact,
    Function,
    Guarded,
    Instance,
    Lock,
    Object,
    Partial,
    Passed,
    Suspended,
    Value,
    View,
    ordered,
    unwrap,
    value,
)

if TYPE_CHECKING:
    from lock_audit.analysis import Analysis
    from lock_audit.summary import Outcome

HELPER_LOCK = "helper"
MAX_LINKS = 30  # of a chain of calls that is written out
_NOTHING = Arguments()
_CONSUMING_METHODS = frozenset({"join", "extend", "update", "extendleft", "writelines", "fromkeys", "union"})
_STACKS = frozenset({"contextlib.ExitStack", "contextlib.AsyncExitStack"})
_TAKES = frozenset({"acquire", "__enter__"})
_RELEASES = frozenset({"release", "__exit__"})


class Take(NamedTuple):
    """An acquire: whether it waits, has a bound, and can come back without the lock."""

    lock: Lock
    waits: bool
    bounded: bool
    can_fail: bool


class Section(NamedTuple):
    """A callback that the call runs under *lock*; *effect* is what it does if its body is not analysed."""

    callback: Callback
    lock: Lock
    effect: Effect | None = None


@dataclass
class Plan:
    """
    What a call does.

    *outcomes* are those of functions that take or release locks for their callers; *handed* locks are released by
    whoever got `lock.release`.
    *stack* is what the call does to the `ExitStack` named in *scope*.
    """

    effects: list[Effect] = field(default_factory=list)
    takes: list[Take] = field(default_factory=list)
    releases: list[Lock] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    handed: list[Lock] = field(default_factory=list)
    lazies: list[ast.GeneratorExp] = field(default_factory=list)  # expressions among the arguments that it consumes
    stack: str = ""
    scope: str = ""
    may_raise: bool = True
    ends: list[bool] = field(default_factory=list)  # for each function it may be: whether that returns

    @property
    def never_returns(self) -> bool:
        return bool(self.ends) and not any(self.ends)

    @property
    def forks(self) -> bool:
        """Whether what the call returns says something about the locks held after it."""
        return any(take.can_fail for take in self.takes) or len(self.outcomes) > 1


class Caller:
    """Makes the plans of the calls in one function."""

    def __init__(self, analysis: Analysis, context: Context) -> None:
        self._analysis = analysis
        self._facts = analysis.facts
        self._context = context
        self._file = context.function.module.file
        self._plans: dict[ast.Call, Plan] = {}

    def plan(self, node: ast.Call) -> Plan:
        plan = self._plans.get(node)
        if plan is None:
            plan = self._plans[node] = Plan()  # found again while it is made: a call of itself adds nothing
            self._make(plan, node)
        return plan

    def step(self, node: ast.expr | ast.stmt, call: str | None = None) -> Step:
        """The step that the call at *node* is; *call* is what it is called where *node* does not say."""
        written = called(node) if call is None else call
        return Step(self._file.path, node.lineno, self._context.function.qualname, written)

    def _make(self, plan: Plan, node: ast.Call) -> None:
        arguments = self._facts.arguments(node, self._context)
        step = self.step(node, called(node.func))
        callees = ordered(self._facts.of(node.func, self._context))
        for fact in callees:
            self._call(plan, fact, arguments, node, step)
        name = last_name(node.func)
        if name in catalogue.HELPERS:
            self._helper(plan, name, arguments, node, step, is_known=bool(plan.effects))
        self._hand_over(plan, callees, arguments)
        if name in _CONSUMING_METHODS or any(_consumes(fact) for fact in callees):
            self._consume_arguments(plan, node)
        moves = plan.takes or plan.releases or plan.stack or plan.outcomes
        plan.may_raise = not (moves or _are_harmless(callees))

    # --- what is called

    def _call(
        self, plan: Plan, fact: Fact, arguments: Arguments, node: ast.AST, step: Step, passed: Passed | None = None
    ) -> None:
        match fact:
            case Passed(inner):
                self._call(plan, inner, arguments, node, step, passed=fact)
            case Partial(inner):
                self._call(plan, inner, fact.completed(arguments), node, step, passed)
            case Function():
                self._run(plan, self._facts.contexts.of(fact, arguments), step, passed)
            case Class():
                for inner_fact in self._constructors(fact, arguments, node):
                    self._call(plan, inner_fact, arguments, node, step)
            case Instance():
                for method in ordered(self._facts.attributes.of(fact, "__call__")):
                    self._call(plan, method, arguments, node, step, passed)
            case External(name):
                self._operation(plan, catalogue.canonical(name), None, arguments, step, passed)
            case Bound(Lock() as lock, name):
                self._lock_method(plan, lock, name, arguments, step)
            case Bound(Object(type_name) as receiver, name):
                if type_name in _STACKS and isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                    plan.stack, plan.scope = name, ast.unparse(node.func.value)
                else:
                    self._operation(plan, f"{type_name}.{name}", receiver, arguments, step, passed)

    def _constructors(self, fact: Class, arguments: Arguments, node: ast.AST) -> Iterator[Fact]:
        made = self._facts.call(fact, arguments, node, self._context)
        for instance in ordered(made):
            if isinstance(instance, Instance):
                for name in ("__new__", "__init__", "__post_init__"):
                    for method in ordered(self._facts.attributes.of(instance, name)):
                        if isinstance(method, Function):
                            yield Function(method.info, instance, method.outer) if name != "__new__" else method

    def _run(self, plan: Plan, context: Context, step: Step, passed: Passed | None) -> None:
        info = context.function
        if info.is_generator or info.is_async:
            return  # made, not run
        result = self._analysis.result(context)
        # A decorator calls what it decorates; whoever calls that means the decorated function, and is told of no more.
        is_decorated = passed is not None and passed.by_decorator
        effects = self.effects_of(context, None if is_decorated else step)
        if passed is None:
            plan.effects += effects
            plan.outcomes += result.outcomes
            plan.ends.append(result.returns)
        else:
            callback = Callback(passed, context)
            plan.effects.append(Effect(Kind.CALL, "", "", (step,), callback=callback))
            plan.effects += [replace(effect, callback=callback) for effect in effects if effect.kind is not Kind.CALL]

    def effects_of(self, context: Context, step: Step | None) -> list[Effect]:
        """What a call at *step* does, of a function in *context*. A callback stays one only if the call hands it on."""
        effects = []
        for effect in self._analysis.result(context).effects:
            if effect.callback is not None and not _is_handed_on(effect.callback.passed, context):
                if effect.kind is Kind.CALL:
                    continue
                effect = replace(effect, callback=None)
            effects.append(effect.called_from(step) if step is not None else effect)
        return effects

    def _operation(
        self, plan: Plan, name: str, receiver: Object | None, arguments: Arguments, step: Step, passed: Passed | None
    ) -> None:
        step = _known_as(name, step)
        plan.ends.append(name not in catalogue.NEVER_RETURN)
        operation = self._analysis.operations.of(name, receiver, arguments)
        if operation is not None:
            callback = Callback(passed, None) if passed is not None else None
            plan.effects.append(Effect(Kind.SLOW, operation.rule, operation.reason, (step,), callback=callback))
        if name in catalogue.RUNNERS:
            for given in arguments.every:
                for fact in ordered(given):
                    if isinstance(fact, Passed) and not isinstance(fact.callable, Class):
                        self._call(plan, fact.callable, Arguments(), ast.Pass(), step)
        if name in PROTOCOLS:
            plan.effects += self.methods(arguments.first, PROTOCOLS[name], step)
        if name in catalogue.ASYNC_RUNNERS:
            for fact in ordered(arguments.first):
                if isinstance(fact, Suspended):
                    plan.effects += self.effects_of(fact.context, step)

    # --- locks

    def _lock_method(self, plan: Plan, lock: Lock, name: str, arguments: Arguments, step: Step) -> None:
        if name in _TAKES:
            take = taken(lock, arguments) if name == "acquire" else Take(lock, True, False, False)
            plan.takes.append(take)
            if take.waits:
                plan.effects.append(taking(lock, step, take.bounded))
        elif name in _RELEASES:
            plan.releases.append(lock)
        elif name in ("wait", "wait_for") and lock.is_condition:
            plan.effects.append(Effect(Kind.WAIT, "LCK006", "", (step,), lock, has_timeout(name, arguments)))
            if name == "wait_for":
                for fact in ordered(arguments.first):
                    self._call(plan, fact, Arguments(), ast.Pass(), step)

    def _hand_over(self, plan: Plan, callees: list[Fact], arguments: Arguments) -> None:
        """Somebody is given `lock.release`, or a function that calls it."""
        called_here = {unwrap(fact) for fact in callees}
        for given in arguments.every:
            for fact in ordered(given):
                inner = unwrap(fact)
                while isinstance(inner, Partial):
                    inner = inner.function
                match inner:
                    case Bound(Lock() as lock, "release"):
                        plan.handed.append(lock)
                    case Function(info) if inner not in called_here and "release" in info.attributes:
                        result = self._analysis.result(self._facts.contexts.of(inner, Arguments()))
                        plan.handed += [lock for outcome in result.outcomes for lock in outcome.released]

    def _helper(self, plan: Plan, name: str, arguments: Arguments, node: ast.Call, step: Step, is_known: bool) -> None:
        """The helpers of this name run what they are given under a lock, whoever wrote them."""
        locks = [fact for facts in arguments.every for fact in ordered(facts) if isinstance(fact, Lock)]
        lock = locks[0] if locks else Lock(f"{HELPER_LOCK} {name}", "lock", name)
        if not is_known:
            plan.effects.append(taking(lock, step, bounded=True))
        hands_over = name != "with_lock"
        for facts in arguments.every:
            for fact in ordered(facts):
                self._helper_callback(plan, fact, lock, hands_over, node, step)

    def _helper_callback(
        self,
        plan: Plan,
        fact: Fact,
        lock: Lock,
        hands_over: bool,
        node: ast.Call,
        step: Step,
        given: Arguments = _NOTHING,
    ) -> None:
        match fact:
            case Passed(Function() as function):
                positional = given.positional
                if hands_over and _takes_storage(function, len(positional)):
                    positional = (*positional, value(Guarded()))
                context = self._facts.contexts.of(function, Arguments(positional, given.keywords))
                if not (context.function.is_generator or context.function.is_async):
                    plan.sections.append(Section(Callback(fact, context), lock))
                    plan.effects += self.effects_of(context, step)
            case Passed(Partial(inner, positional, keywords), site):
                self._helper_callback(
                    plan, Passed(unwrap(inner), site), lock, hands_over, node, step, Arguments(positional, keywords)
                )
            case Passed(inner):
                within = Plan()
                self._call(within, inner, given, node, step)
                plan.effects += within.effects
                plan.sections += [Section(Callback(fact, None), lock, effect) for effect in within.effects]
            case Instance():
                for method in ordered(self._facts.attributes.of(fact, "__call__")):
                    if isinstance(method, Function):
                        site = self._facts.site(node, self._context)
                        self._helper_callback(plan, Passed(method, site), lock, hands_over, node, step, given)

    # --- iteration

    def _consume_arguments(self, plan: Plan, node: ast.Call) -> None:
        for argument in node.args:
            inner = argument.value if isinstance(argument, ast.Starred) else argument
            if isinstance(inner, ast.GeneratorExp):
                plan.lazies.append(inner)
            else:
                plan.lazies += _generators_in(inner)
                plan.effects += self.consumed(self._facts.of(inner, self._context), inner)

    def consumed(self, facts: Value, node: ast.expr) -> list[Effect]:
        """The effects of iterating what may be *facts*, at *node*."""
        effects = []
        for fact in ordered(facts):
            match fact:
                case Suspended(context) if context.function.is_generator:
                    effects += self.effects_of(context, self.step(node))
                case View(_, callable) if callable is not None:
                    step = self.step(node)
                    within = Plan()
                    self._call(within, unwrap(callable), Arguments(), node, step)
                    effects += within.effects
                case Instance():
                    for name in ("__iter__", "__next__"):
                        for method in ordered(self._facts.attributes.of(fact, name)):
                            if isinstance(method, Function):
                                context = self._facts.contexts.of(method, Arguments())
                                effects += self.effects_of(context, self.step(node))
                case Object(type_name):
                    if (operation := catalogue.operation(f"{type_name}.__iter__")) is not None:
                        effects.append(Effect(Kind.SLOW, operation.rule, operation.reason, (self.step(node),)))
        return effects

    def methods(self, facts: Value, names: Iterable[str], step: Step) -> list[Effect]:
        """The effects of the first method of *names* that there is; an operator calls it, or a built-in function."""
        effects: list[Effect] = []
        for fact in ordered(facts):
            if isinstance(fact, Instance):
                found = (self._facts.attributes.of(fact, name) for name in names)
                for method in ordered(next(filter(None, found), frozenset())):
                    if isinstance(method, Function) and not (method.info.is_generator or method.info.is_async):
                        effects += self.effects_of(self._facts.contexts.of(method, Arguments()), step)
        return effects


def _is_handed_on(passed: Passed, context: Context) -> bool:
    """Whether *passed* reached the function as an argument, and not some other way (by a decorator, say)."""
    for facts in context.bindings.values():
        for fact in facts:
            if fact == passed or (isinstance(fact, Arguments) and any(passed in given for given in fact.every)):
                return True
    return False


def _known_as(name: str, step: Step) -> Step:
    """*step* with the real *name* of the operation, where the source calls it by another."""
    return step if last_part(step.call) == last_part(name) else replace(step, call=name)


def last_part(name: str) -> str:
    return name.rpartition(".")[2]


def _generators_in(node: ast.expr) -> list[ast.GeneratorExp]:
    """Generator expressions that a lazy call between hands on: `list(enumerate(… for …))`."""
    if isinstance(node, ast.Call):
        return [argument for argument in node.args if isinstance(argument, ast.GeneratorExp)]
    return []


def taken(lock: Lock, arguments: Arguments) -> Take:
    """What `lock.acquire(…)` with *arguments* does."""
    blocking = arguments.get(0, "blocking")
    if blocking is None:
        blocking = arguments.get(0, "block")
    timeout = arguments.get(1, "timeout")
    if _only(blocking, False):
        return Take(lock, waits=False, bounded=True, can_fail=True)
    if timeout is None:
        is_unknown = arguments.is_open or (blocking is not None and not _only(blocking, True))
        return Take(lock, waits=True, bounded=is_unknown, can_fail=is_unknown)
    endless = _is_endless(timeout)
    return Take(lock, waits=not _only(timeout, 0), bounded=not endless, can_fail=not endless)


def has_timeout(method: str, arguments: Arguments) -> bool:
    timeout = arguments.get(0 if method == "wait" else 1, "timeout")
    return not _is_endless(timeout) if timeout is not None else arguments.is_open


def _is_endless(timeout: Value) -> bool:
    return bool(timeout) and all(
        isinstance(fact, Const)
        and (
            fact.value is None
            or (isinstance(fact.value, (int, float)) and not isinstance(fact.value, bool) and fact.value < 0)
        )
        for fact in timeout
    )


def _only(facts: Value | None, wanted: object) -> bool:
    return bool(facts) and all(
        isinstance(fact, Const) and fact.value == wanted and fact.value is not None for fact in facts or ()
    )


def taking(lock: Lock, step: Step, bounded: bool) -> Effect:
    if lock.is_limiter:
        reason = "waiting for a slot of a limiter keeps everybody else waiting, too"
        return Effect(Kind.SLOW, "LCK006", reason, (step,), bounded=bounded)
    return Effect(Kind.TAKE, "LCK007", "", (step,), lock, bounded)


def called(node: ast.expr | ast.stmt) -> str:
    """How the source writes what is called, its end if that is long."""
    inner = node.func if isinstance(node, ast.Call) else node
    deep, links = inner, 0
    while isinstance(deep, (ast.Attribute, ast.Call, ast.Subscript)) and links <= MAX_LINKS:
        deep, links = deep.func if isinstance(deep, ast.Call) else deep.value, links + 1
    if links > MAX_LINKS:
        return f"….{last_name(inner)}"
    text = " ".join(ast.unparse(inner).split())
    return text if len(text) <= 80 else f"…{text[-79:]}"


def _are_harmless(callees: list[Fact]) -> bool:
    return bool(callees) and all(
        isinstance(fact, External) and catalogue.canonical(fact.name) in catalogue.HARMLESS for fact in callees
    )


def _consumes(fact: Fact) -> bool:
    fact = unwrap(fact)
    return isinstance(fact, External) and catalogue.canonical(fact.name) in catalogue.RUNNERS


def _takes_storage(function: Function, given: int) -> bool:
    position = given + (1 if function.receiver is not None else 0)
    positional = function.info.positional
    return (
        position < len(positional)
        and positional[position].annotation is None
        and function.info.default_of(positional[position]) is None
    )
