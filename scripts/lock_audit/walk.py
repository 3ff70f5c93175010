"""Follows the paths through one function with the locks that are held on each, and judges what is done under them."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from lock_audit import catalogue, leaks
from lock_audit.calls import Caller, Plan, called, taking
from lock_audit.contexts import Context
from lock_audit.effects import Callback, Effect, Effects, Kind, verdict
from lock_audit.findings import Finding, Step
from lock_audit.paths import Ending, Exits, Hold, State, lost, merged
from lock_audit.summary import Outcome, Summary
from lock_audit.values import Arguments, Function, Instance, Lock, Object, Site, Suspended, Value, ordered

if TYPE_CHECKING:
    from lock_audit.analysis import Analysis

MAX_TURNS = 4  # of a loop: after each, there are more states or none
MAX_OUTCOMES = 6
_CATCH_ALL = frozenset({"builtins.BaseException", "builtins.Exception"})
_ENTERS = frozenset({"__enter__", "__aenter__"})
_OPERATOR_METHODS = {ast.Load: "__getitem__", ast.Store: "__setitem__", ast.Del: "__delitem__"}
_SIMPLE = (ast.Name, ast.Constant)


def walked(analysis: Analysis, context: Context, given: tuple[Lock, ...]) -> Summary:
    """Walk through the function of *context*, which is called with the locks *given* held as a section of its own."""
    return _Walk(analysis, context, given).summary()


class _Walk:
    def __init__(self, analysis: Analysis, context: Context, given: tuple[Lock, ...]) -> None:
        self._analysis = analysis
        self._facts = analysis.facts
        self._context = context
        self._function = context.function
        self._file = self._function.module.file
        self._given = given
        self._caller = Caller(analysis, context)
        self._is_api = analysis.is_api(self._function.module)
        self._may_take_locks = analysis.may_take_locks(self._function)
        self._flavours = self._facts.classes.flavours(self._function)
        self._effects = Effects()
        self._findings: dict[tuple[str, int, str], Finding] = {}
        self._exits = Exits()
        self._try_depth = 0
        self._cleanups = 0  # finally blocks and handlers around
        self._scopes = count()
        self._at_yield: dict[Lock, None] = {}
        tested = analysis.tested.get(self._function)
        if tested is None:
            tested = analysis.tested[self._function] = _texts_tested_twice(self._function.body)
        self._tested = tested

    def summary(self) -> Summary:
        start = State(holds=tuple(Hold(lock, "given") for lock in self._given))
        ends = self._block(self._function.body, [start])
        endings = dict.fromkeys([*self._exits.returned, *(Ending(state, False) for state in ends)])
        outcomes = self._judge_endings(list(endings))
        findings = tuple(self._findings.values())
        return Summary(self._effects.all(), outcomes, tuple(self._at_yield), findings, returns=bool(endings))

    # --- the end of the function

    def _judge_endings(self, endings: list[Ending]) -> tuple[Outcome, ...]:
        is_wrapper = self._may_leave_with_lock(endings)
        if not is_wrapper:
            for hold in lost(state for state, _ in endings):
                self._not_released(hold)
        if self._function.name not in _ENTERS:  # there, what fails half-way is seldom, and nobody can write a finally
            for hold in lost(self._exits.raised):
                self._not_released(hold)
        outcomes: dict[Outcome, None] = {}
        for state, truth in endings:
            taken = tuple(hold.lock for hold in state.holds if hold.how == "acquire")
            released = tuple(sorted(state.released, key=lambda lock: lock.key))
            outcomes[Outcome(truth if taken or len(endings) > 1 else None, taken, released)] = None
        distinct = list(outcomes)
        if not any(outcome.taken or outcome.released for outcome in distinct):
            return ()
        if len({(outcome.taken, outcome.released) for outcome in distinct}) == 1:
            distinct = [distinct[0]._replace(truth=None)]
        return tuple(distinct[:MAX_OUTCOMES])

    def _may_leave_with_lock(self, endings: list[Ending]) -> bool:
        """Whether the function takes a lock for its caller, who learns of it."""
        name = self._function.name
        if name in _ENTERS:
            return self._has_exit()
        cls = self._function.cls
        if name == "acquire" and cls is not None and cls.method("release") is not None:
            return True
        holding = [ending for ending in endings if any(hold.how == "acquire" for hold in ending.state.holds)]
        return all(ending.truth is True for ending in holding) and "release" not in self._function.attributes

    def _has_exit(self) -> bool:
        cls = self._function.cls
        if cls is None:
            return False
        for base in self._facts.classes.line_of(cls):
            if not isinstance(base, str):
                method = base.method("__exit__") or base.method("__aexit__")
                if method is not None:
                    summary = self._analysis.result(self._facts.contexts.default(method))
                    return any(outcome.released for outcome in summary.outcomes)
        return False

    def _not_released(self, hold: Hold) -> None:
        if hold.site is not None and hold.lock.kind != "signal":
            self._report_at(hold.site, "LCK008", f"{hold.lock.title} is not released on every path", hold.lock)

    # --- reporting

    def _report(
        self,
        node: ast.expr | ast.stmt,
        rule: str,
        message: str,
        lock: Lock | None,
        chain: Iterable[Step] = (),
        strict_only: bool = False,
    ) -> None:
        steps = tuple(chain) or (
            self._caller.step(node, called(node))
            if isinstance(node, ast.expr)
            else Step(self._file.path, node.lineno, self._function.qualname, _statement(node)),
        )
        self._add(
            Finding(
                rule,
                self._file.path,
                node.lineno,
                self._file.column(node),
                message,
                lock.title if lock else "",
                steps,
                strict_only,
            )
        )

    def _report_at(self, site: Site, rule: str, message: str, lock: Lock, chain: Iterable[Step] = ()) -> None:
        steps = tuple(chain) or (Step(site.path, site.line, site.function, site.call),)
        self._add(Finding(rule, site.path, site.line, site.column, message, lock.title, steps))

    def _add(self, finding: Finding) -> None:
        key = finding.path, finding.line, finding.rule
        known = self._findings.get(key)
        if known is None or known.strict_only > finding.strict_only:
            self._findings[key] = finding

    def _perform(self, effects: Sequence[Effect], states: Sequence[State], node: ast.expr | ast.stmt) -> None:
        """*effects* happen in *states*, in a call at *node*."""
        for effect in effects:
            if effect.callback is not None and self._passes(effect.callback):
                if effect.kind is Kind.CALL:
                    continue
                effect = replace(effect, callback=None)
            for released in () if self._is_in_circle(effect) else {state.released for state in states}:
                keys = frozenset(lock.key for lock in released)
                self._effects.add(effect if keys <= effect.without else replace(effect, without=effect.without | keys))
            for locks in dict.fromkeys(state.locks for state in states if state.is_locked):
                if effect.callback is not None:
                    self._run_section(effect.callback, effect, locks)
                elif (found := verdict(effect, locks, self._analysis.orders)) is not None:
                    self._report(node, found.rule, found.message, found.lock, effect.chain)
                    break

    def _is_in_circle(self, effect: Effect) -> bool:
        """Whether the way to it comes by this function again, which therefore knows a shorter one."""
        here = (self._file.path, self._function.qualname)
        return any((step.path, step.function) == here for step in effect.chain[1:])

    def _passes(self, callback: Callback) -> bool:
        """Whether it is this function that passes the callback on its way, so that it is part of what is called here."""
        site = callback.passed.site
        is_here = (site.path, site.function) == (self._file.path, self._function.qualname)
        return is_here and not callback.passed.by_decorator

    def _run_section(self, callback: Callback, effect: Effect | None, locks: tuple[Lock, ...]) -> None:
        """A callback is called under *locks*: what is wrong with that stands in its body, or where it was passed."""
        if callback.context is not None:
            self._analysis.result(callback.context, locks)
        elif effect is not None and (found := verdict(effect, locks, self._analysis.orders)) is not None:
            self._report_at(callback.passed.site, found.rule, found.message, found.lock)

    # --- statements

    def _block(self, statements: Sequence[ast.stmt], states: Iterable[State]) -> list[State]:
        current = merged(states)
        for statement in statements:
            if not current:
                break
            current = merged(self._statement(statement, current))
        return current

    def _statement(self, node: ast.stmt, states: list[State]) -> list[State]:
        match node:
            case ast.If(test=test):
                self._raise_edge(test, states)
                yes, no = self._branch(test, states)
                return [*self._block(node.body, yes), *self._block(node.orelse, no)]
            case ast.While():
                return self._while(node, states)
            case ast.For() | ast.AsyncFor():
                return self._for(node, states)
            case ast.Try():
                return self._try(node, states)
            case ast.TryStar():
                return self._try(node, states)
            case ast.With() | ast.AsyncWith():
                return self._with(node, states)
            case ast.Match():
                return self._match(node, states)
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                for part in [*node.decorator_list, *node.args.defaults, *filter(None, node.args.kw_defaults)]:
                    states = self._value(part, states)
                return [state.knowing(node.name, None) for state in states]
            case ast.ClassDef():
                for part in [*node.decorator_list, *node.bases]:
                    states = self._value(part, states)
                return states
            case ast.Return():
                self._touch_edge(node, states)
                self._return(node, states)
                return []
            case ast.Raise():
                for part in (node.exc, node.cause):
                    states = self._value(part, states)
                self._exits.raised |= dict.fromkeys(states)
                return []
            case ast.Break():
                self._exits.broken |= dict.fromkeys(states)
                return []
            case ast.Continue():
                self._exits.continued |= dict.fromkeys(states)
                return []
            case ast.Assert(test=test):
                yes, no = self._branch(test, states)
                self._exits.raised |= dict.fromkeys(no)
                return yes
        states = self._touch_edge(node, states)
        return self._simple(node, states)

    def _simple(self, node: ast.stmt, states: list[State]) -> list[State]:
        match node:
            case ast.Expr(value=ast.Call() as call):
                self._ignored_result(call)
                return self._value(call, states)
            case ast.Expr(value=inner):
                return self._value(inner, states)
            case ast.Assign(targets=targets, value=inner):
                return self._assign(targets, inner, states)
            case ast.AnnAssign(target=target, value=inner):
                return self._assign([target], inner, states) if inner is not None else states
            case ast.AugAssign(target=target, value=inner):
                states = self._value(inner, states)
                return self._target(target, states)
            case ast.Delete(targets=targets):
                for target in targets:
                    states = self._target(target, states)
                return states
        return states

    def _assign(self, targets: Sequence[ast.expr], inner: ast.expr, states: list[State]) -> list[State]:
        outcomes = self._outcomes(inner, states)
        done: list[State] = []
        for state, truth in outcomes:
            after = [state]
            for target in targets:
                after = self._target(target, after)
                if truth is not None and isinstance(target, (ast.Name, ast.Attribute)):
                    after = [one.knowing(ast.unparse(target), truth) for one in after]
            done += after
        return done

    def _target(self, target: ast.expr, states: list[State]) -> list[State]:
        match target:
            case ast.Name(id=name):
                return [state.knowing(name, None) for state in states]
            case ast.Attribute(value=owner):
                states = self._value(owner, states)
                self._properties(target, states)
                text = ast.unparse(target)
                return [state.knowing(text, None) for state in states]
            case ast.Subscript(value=owner, slice=key):
                states = self._value(key, self._value(owner, states))
                self._operator(target, owner, _OPERATOR_METHODS.get(type(target.ctx), "__setitem__"), states)
                return states
            case ast.Tuple(elts=inner) | ast.List(elts=inner):
                for part in inner:
                    states = self._target(part, states)
                return states
            case ast.Starred(value=part):
                return self._target(part, states)
        return states

    def _return(self, node: ast.Return, states: list[State]) -> None:
        if node.value is None:
            self._exits.returned |= dict.fromkeys(Ending(state, False) for state in states)
            return
        outcomes = self._outcomes(node.value, states)
        self._judge_leak(node, node.value, [state for state, _ in outcomes])
        self._exits.returned |= dict.fromkeys(Ending(state, truth) for state, truth in outcomes)

    def _judge_leak(self, node: ast.stmt, returned: ast.expr, states: list[State]) -> None:
        held = next((state for state in states if state.is_locked), None)
        if held is None or self._function.kind not in ("function", "lambda") or self._function.is_generator:
            return
        message = leaks.leaked(returned, self._context, self._facts, self._given)
        if message:
            lock = [hold.lock for hold in held.holds if not hold.lock.is_limiter][-1]
            self._report(node, "LCK009", message, lock)

    # --- edges to handlers, and to the end of the function

    def _raise_edge(self, node: ast.AST, states: list[State]) -> None:
        """*node* may raise: of interest only where a lock is, or should be, held."""
        if any(state.holds or state.failed for state in states) and self._may_raise(node):
            self._exits.raised |= dict.fromkeys(states)

    def _touch_edge(self, node: ast.stmt, states: list[State]) -> list[State]:
        self._raise_edge(node, states)
        if not any(state.holds for state in states) or not self._touches(node):
            return states
        return [self._loosened(state) for state in states]

    def _loosened(self, state: State) -> State:
        holds = tuple(
            hold._replace(loose=True) if hold.how == "acquire" and self._try_depth <= hold.depth else hold
            for hold in state.holds
        )
        return state._replace(holds=holds)

    def _touches(self, node: ast.stmt) -> bool:
        """Whether it is work, which might fail: all but naming what is there already."""
        match node:
            case ast.Assign(targets=targets):
                if any(not isinstance(target, ast.Name) or target.id in self._function.outside for target in targets):
                    return True
            case ast.AugAssign() | ast.Delete():
                return True
        return self._may_raise(node)

    def _may_raise(self, node: ast.AST) -> bool:
        known = self._analysis.raising.get((node, self._context))
        if known is None:
            known = self._analysis.raising[node, self._context] = self._find_raising(node)
        return known

    def _find_raising(self, node: ast.AST) -> bool:
        stack = [node]
        while stack:
            inner = stack.pop()
            match inner:
                case ast.Lambda():
                    continue
                case ast.Call():
                    plan = self._caller.plan(inner)
                    if plan.may_raise:
                        return True
                    if plan.takes or plan.releases:  # nobody fears for the look-up of the lock itself
                        continue
                case ast.Subscript() | ast.Yield() | ast.YieldFrom() | ast.Await() | ast.comprehension():
                    return True
            stack.extend(ast.iter_child_nodes(inner))
        return False

    # --- compound statements

    def _while(self, node: ast.While, states: list[State]) -> list[State]:
        outer, self._exits = self._exits, Exits()
        seen: dict[State, None] = {}
        left: dict[State, None] = {}
        turn = merged(states)
        for _ in range(MAX_TURNS):
            turn = [state for state in turn if state not in seen]
            if not turn:
                break
            seen |= dict.fromkeys(turn)
            self._raise_edge(node.test, turn)
            yes, no = self._branch(node.test, turn)
            left |= dict.fromkeys(no)
            ends = self._block(node.body, yes)
            turn = merged([*ends, *self._exits.continued])
            self._exits.continued.clear()
        return self._after_loop(node.orelse, list(left), outer)

    def _for(self, node: ast.For | ast.AsyncFor, states: list[State]) -> list[State]:
        self._raise_edge(node.iter, states)
        states = self._value(node.iter, states)
        if isinstance(node, ast.AsyncFor):
            self._awaited(node.iter, node.iter, states)
        else:
            self._iterated(node.iter, states)
        outer, self._exits = self._exits, Exits()
        seen: dict[State, None] = {}
        turn = merged(states)
        for _ in range(MAX_TURNS):
            turn = [state for state in turn if state not in seen]
            if not turn:
                break
            seen |= dict.fromkeys(turn)
            ends = self._block(node.body, self._target(node.target, turn))
            turn = merged([*ends, *self._exits.continued])
            self._exits.continued.clear()
        return self._after_loop(node.orelse, list(seen), outer)

    def _after_loop(self, orelse: Sequence[ast.stmt], left: list[State], outer: Exits) -> list[State]:
        loop, self._exits = self._exits, outer
        outer.raised |= loop.raised
        outer.returned |= loop.returned
        return [*self._block(orelse, left), *loop.broken]

    def _try(self, node: ast.Try | ast.TryStar, states: list[State]) -> list[State]:
        outer, self._exits = self._exits, Exits()
        self._try_depth += 1
        ends = self._block(node.body, states)
        self._try_depth -= 1
        raised, self._exits.raised = list(self._exits.raised), {}
        for handler in node.handlers:
            if handler.type is not None:
                self._value(handler.type, raised or states)
            self._cleanups += 1
            ends = [*ends, *self._block(handler.body, raised or states)] if not node.orelse else ends
            self._cleanups -= 1
        if node.orelse:
            handled: list[State] = []
            for handler in node.handlers:
                self._cleanups += 1
                handled += self._block(handler.body, raised or states)
                self._cleanups -= 1
            ends = [*self._block(node.orelse, ends), *handled]
        if not any(map(self._catches_all, node.handlers)):
            self._exits.raised |= dict.fromkeys(raised)
        inner, self._exits = self._exits, outer
        if not node.finalbody:
            inner.changed(lambda states: states, outer)
            return ends
        self._cleanups += 1
        inner.changed(lambda states: self._block(node.finalbody, states), outer)
        ends = self._block(node.finalbody, ends)
        self._cleanups -= 1
        return ends

    def _catches_all(self, handler: ast.ExceptHandler) -> bool:
        if handler.type is None:
            return True
        types = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
        return any(isinstance(part, ast.Name) and f"builtins.{part.id}" in _CATCH_ALL for part in types)

    def _match(self, node: ast.Match, states: list[State]) -> list[State]:
        self._raise_edge(node.subject, states)
        states = self._value(node.subject, states)
        ends: list[State] = []
        for case in node.cases:
            inside = states
            if case.guard is not None:
                inside, _ = self._branch(case.guard, states)
            ends += self._block(case.body, inside)
        wild = any(
            case.guard is None and isinstance(case.pattern, ast.MatchAs) and case.pattern.pattern is None
            for case in node.cases
        )
        return ends if wild else [*ends, *states]

    # --- with

    def _with(self, node: ast.With | ast.AsyncWith, states: list[State]) -> list[State]:
        outer, self._exits = self._exits, Exits()
        scope = f"with {next(self._scopes)}"
        scopes = {scope}
        swallows = False
        leaving: list[tuple[ast.expr, Effect]] = []
        for item in node.items:
            expression = item.context_expr
            outer.raised |= dict.fromkeys(states if self._may_raise(expression) else [])
            states = self._value(expression, states)
            facts = self._facts.of(expression, self._context)
            if isinstance(node, ast.AsyncWith):
                self._awaited(expression, expression, states, is_with=True)
            swallows = swallows or any(isinstance(f, Object) and f.type == "contextlib.suppress" for f in facts)
            if any(isinstance(f, Object) and f.type.endswith("ExitStack") for f in facts):
                scopes.add(ast.unparse(item.optional_vars if item.optional_vars is not None else expression))
            states, effects = self._enter(expression, facts, states, "with", scope)
            leaving += [(expression, effect) for effect in effects]
            if item.optional_vars is not None:
                states = self._target(item.optional_vars, states)
            if self._may_raise(expression):
                states = [self._loosened(state) for state in states]
        ends = self._block(node.body, states)
        inner, self._exits = self._exits, outer

        def leave(states: list[State]) -> list[State]:
            return [state.without(lambda hold: hold.scope in scopes) for state in states]

        for expression, effect in leaving:
            self._perform([effect], leave(ends), expression)
        inner.changed(leave, outer)
        return leave([*ends, *inner.raised] if swallows else ends)

    def _enter(
        self, node: ast.expr, facts: Value, states: list[State], how: str, scope: str
    ) -> tuple[list[State], list[Effect]]:
        """Enter a context manager: the states after it, and what its end will do."""
        leaving: list[Effect] = []
        ways: list[list[Lock]] = []
        for fact in ordered(facts):
            match fact:
                case Lock():
                    self._judge_raw_with(node, fact)
                    self._perform([taking(fact, self._caller.step(node, called(node)), bounded=False)], states, node)
                    ways.append([fact])
                case Instance():
                    ways.append(self._enter_instance(node, fact, states, leaving))
                case Suspended(context) if "contextmanager" in self._facts.classes.flavours(context.function):
                    step = self._caller.step(node, called(node))
                    self._perform(self._caller.effects_of(context, step), states, node)
                    ways.append(list(self._analysis.result(context).held_at_yield))
                case Object(type_name):
                    if catalogue.is_a(type_name, "concurrent.futures.Executor"):
                        operation = catalogue.operation("concurrent.futures.Executor.shutdown")
                        assert operation is not None
                        step = self._caller.step(node, called(node))
                        leaving.append(Effect(Kind.SLOW, operation.rule, operation.reason, (step,)))
        after: list[State] = []
        for state in states:
            for locks in ways or [[]]:
                held = state
                for lock in locks:
                    held = held.holding(Hold(lock, how, self._site(node), scope, self._try_depth))
                after.append(held)
        return merged(after), leaving

    def _enter_instance(self, node: ast.expr, fact: Instance, states: list[State], leaving: list[Effect]) -> list[Lock]:
        step = self._caller.step(node, called(node))
        locks: list[Lock] = []
        for method in self._methods(fact, ("__enter__", "__aenter__")):
            context = self._facts.contexts.of(method, Arguments())
            summary = self._analysis.result(context)
            self._perform(self._caller.effects_of(context, step), states, node)
            locks += [lock for outcome in summary.outcomes for lock in outcome.taken if lock not in locks]
            endless = any(e.kind is Kind.TAKE and not e.bounded and e.lock in locks for e in summary.effects)
            if locks and self._is_api and endless:
                self._report(node, "LCK001", f"the wait for {locks[0].title} has no bound", locks[0])
            if locks and not self._may_take_locks:
                self._report(node, "LCK002", "API code takes a lock itself", locks[0])
        for method in self._methods(fact, ("__exit__", "__aexit__")):
            leaving += self._caller.effects_of(self._facts.contexts.of(method, Arguments()), step)
        return locks

    def _methods(self, fact: Instance, names: Sequence[str]) -> list[Function]:
        found = [method for name in names for method in ordered(self._facts.attributes.of(fact, name))]
        return [method for method in found if isinstance(method, Function)]

    def _judge_raw_with(self, node: ast.expr, lock: Lock) -> None:
        self._report(node, "LCK001", f"the wait for {lock.title} has no bound", lock, strict_only=not self._is_api)
        if not self._may_take_locks and not lock.is_limiter:
            self._report(node, "LCK002", "API code takes a lock itself", lock)
        maker = node.value if isinstance(node, ast.NamedExpr) else node
        if isinstance(maker, ast.Call) and lock.site == self._facts.place(maker, self._context) and not lock.is_limiter:
            self._report(node, "LCK010", "the lock is made here and now, so nobody else can hold it", lock)

    # --- expressions

    def _value(self, node: ast.expr | None, states: list[State]) -> list[State]:
        """Evaluate *node*, whatever its value is."""
        if node is None or isinstance(node, _SIMPLE) or not states:
            return states
        match node:
            case ast.Call():
                return [state for state, _ in self._call(node, states)]
            case ast.BoolOp() | ast.NamedExpr():
                yes, no = self._branch(node, states)
                return merged([*yes, *no])
            case ast.UnaryOp(operand=operand):
                return self._value(operand, states)
            case ast.IfExp(test=test, body=body, orelse=orelse):
                yes, no = self._branch(test, states)
                return merged([*self._value(body, yes), *self._value(orelse, no)])
            case ast.Attribute(value=owner):
                states = self._value(owner, states)
                self._properties(node, states)
                return states
            case ast.Subscript(value=owner, slice=key):
                states = self._value(key, self._value(owner, states))
                self._operator(node, owner, "__getitem__", states)
                return states
            case ast.Await(value=inner):
                states = self._value(inner, states)
                self._awaited(node, inner, states)
                return states
            case ast.Yield() | ast.YieldFrom():
                return self._yield(node, states)
            case ast.Lambda():
                for default in [*node.args.defaults, *filter(None, node.args.kw_defaults)]:
                    states = self._value(default, states)
                return states
            case ast.ListComp() | ast.SetComp() | ast.DictComp():
                return self._comprehension(node, states)
            case ast.GeneratorExp(generators=generators):
                return self._value(generators[0].iter, states)
            case ast.Compare(left=left, comparators=others):
                states = self._value(left, states)
                for operator, other in zip(node.ops, others):
                    states = self._value(other, states)
                    if isinstance(operator, (ast.In, ast.NotIn)):
                        self._operator(node, other, "__contains__", states)
                        self._perform(self._caller.consumed(self._suspended(other), other), states, node)
                return states
            case ast.Starred(value=inner):
                states = self._value(inner, states)
                self._iterated(inner, states)
                return states
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                states = self._value(child, states)
        return states

    def _suspended(self, node: ast.expr) -> Value:
        return frozenset(fact for fact in self._facts.of(node, self._context) if isinstance(fact, Suspended))

    def _iterated(self, node: ast.expr, states: list[State]) -> None:
        if isinstance(node, ast.GeneratorExp):
            self._comprehension(node, states)
            return
        self._perform(self._caller.consumed(self._facts.of(node, self._context), node), states, node)

    def _comprehension(
        self, node: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp, states: list[State]
    ) -> list[State]:
        for generator in node.generators:
            states = self._value(generator.iter, states)
            self._iterated(generator.iter, states)
            for condition in generator.ifs:
                states = self._value(condition, states)
        parts = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
        for part in parts:
            states = self._value(part, states)
        return states

    def _properties(self, node: ast.Attribute, states: list[State]) -> None:
        for function in self._facts.attributes.property_calls(node, self._context):
            context = self._facts.contexts.of(function, Arguments())
            self._perform(self._caller.effects_of(context, self._caller.step(node, called(node))), states, node)

    def _operator(self, node: ast.expr, owner: ast.expr, method: str, states: list[State]) -> None:
        facts = self._facts.of(owner, self._context)
        if any(isinstance(fact, Instance) for fact in facts):
            self._perform(self._caller.methods(node, facts, method, called(owner)), states, node)

    def _awaited(self, node: ast.expr, inner: ast.expr, states: list[State], is_with: bool = False) -> None:
        effects: list[Effect] = []
        for fact in ordered(self._facts.of(inner, self._context)):
            if isinstance(fact, Suspended) and not is_with:
                effects += self._caller.effects_of(fact.context, self._caller.step(inner, called(inner)))
        self._perform(effects, states, node)
        for state in states:
            if state.is_locked:
                lock = [hold.lock for hold in state.holds if not hold.lock.is_limiter][-1]
                self._report(node, "LCK009", f"{lock.title} is held while other tasks run", lock)

    def _yield(self, node: ast.Yield | ast.YieldFrom, states: list[State]) -> list[State]:
        states = self._value(node.value, states)
        if isinstance(node, ast.YieldFrom):
            self._iterated(node.value, states)
        manages = "contextmanager" in self._flavours
        for state in states:
            for hold in state.holds:
                self._at_yield[hold.lock] = None
            own = [hold.lock for hold in state.holds if not hold.lock.is_limiter and hold.how != "given"]
            if own and not manages:
                self._report(node, "LCK009", f"{own[-1].title} is held until the next value is asked for", own[-1])
        return states

    # --- truths

    def _outcomes(self, node: ast.expr, states: list[State]) -> list[tuple[State, bool | None]]:
        """Evaluate *node*; each state with what is known then of the truth of the value."""
        match node:
            case ast.Call():
                return self._call(node, states)
            case ast.Constant(value=constant):
                return [(state, bool(constant)) for state in states]
            case ast.Name() | ast.Attribute():
                after = self._value(node, states)
                text = ast.unparse(node)
                return [(state, state.truth(text)) for state in after]
            case ast.NamedExpr() | ast.UnaryOp(op=ast.Not()) | ast.BoolOp() | ast.Compare() if self._forks(node):
                yes, no = self._branch(node, states)
                return [*((state, True) for state in yes), *((state, False) for state in no)]
            case ast.IfExp(test=test, body=body, orelse=orelse):
                yes, no = self._branch(test, states)
                return [*self._outcomes(body, yes), *self._outcomes(orelse, no)]
            case ast.Tuple() | ast.List() | ast.Dict():
                after = self._value(node, states)
                filled = bool(node.keys if isinstance(node, ast.Dict) else node.elts)
                return [(state, filled) for state in after]
        return [(state, None) for state in self._value(node, states)]

    def _forks(self, node: ast.expr) -> bool:
        return any(
            (isinstance(inner, ast.Call) and self._caller.plan(inner).forks)
            or (isinstance(inner, (ast.Name, ast.Attribute)))
            for inner in ast.walk(node)
        ) and any(isinstance(inner, ast.Call) and self._caller.plan(inner).forks for inner in ast.walk(node))

    def _branch(self, node: ast.expr, states: list[State]) -> tuple[list[State], list[State]]:
        """Evaluate a condition: the states in which it holds, and those in which it does not."""
        if not states:
            return [], []
        match node:
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                yes, no = self._branch(operand, states)
                return no, yes
            case ast.BoolOp(op=operator, values=operands):
                return self._branch_bool(operands, states, isinstance(operator, ast.And))
            case ast.NamedExpr(target=target, value=inner):
                yes, no = self._branch(inner, states)
                name = target.id
                return [state.knowing(name, True) for state in yes], [state.knowing(name, False) for state in no]
            case ast.Compare(left=left, ops=[operator], comparators=[ast.Constant(value=constant)]):
                return self._branch_compare(node, left, operator, constant, states)
            case ast.Call():
                return _parted(self._call(node, states))
            case ast.Constant(value=constant):
                return (states, []) if constant else ([], states)
            case ast.Name() | ast.Attribute():
                after = self._value(node, states)
                return (after, []) if self._is_surely_a_lock(node) else self._branch_text(ast.unparse(node), after)
            case ast.IfExp():
                return _parted(self._outcomes(node, states))
        after = self._value(node, states)
        text = ast.unparse(node) if len(self._tested) and isinstance(node, ast.Compare) else ""
        return self._branch_text(text, after) if text in self._tested else (after, after)

    def _branch_bool(
        self, operands: Sequence[ast.expr], states: list[State], is_and: bool
    ) -> tuple[list[State], list[State]]:
        going, done = states, []
        for operand in operands:
            yes, no = self._branch(operand, going)
            going, over = (yes, no) if is_and else (no, yes)
            done += over
        return (going, done) if is_and else (done, going)

    def _branch_compare(
        self, node: ast.Compare, left: ast.expr, operator: ast.cmpop, constant: object, states: list[State]
    ) -> tuple[list[State], list[State]]:
        is_equal = isinstance(operator, (ast.Is, ast.Eq))
        if isinstance(constant, bool) and (is_equal or isinstance(operator, (ast.IsNot, ast.NotEq))):
            yes, no = self._branch(left, states)
            return (yes, no) if constant == is_equal else (no, yes)
        after = self._value(left, states)
        if constant is None and isinstance(left, (ast.Name, ast.Attribute)):
            name = ast.unparse(left)
            if self._is_surely_a_lock(left):
                return ([], after) if is_equal else (after, [])
            known = [state for state in after if state.truth(name) is not True]
            yes, no = self._branch_text(f"{name} is None", known)
            no = [*no, *(state for state in after if state.truth(name) is True)]
            return (yes, no) if is_equal else (no, yes)
        return self._branch_text(ast.unparse(node), after) if ast.unparse(node) in self._tested else (after, after)

    def _is_surely_a_lock(self, node: ast.expr) -> bool:
        facts = self._facts.of(node, self._context)
        return bool(facts) and all(isinstance(fact, Lock) and not fact.is_annotated for fact in facts)

    def _branch_text(self, text: str, states: list[State]) -> tuple[list[State], list[State]]:
        yes: list[State] = []
        no: list[State] = []
        for state in states:
            truth = state.truth(text)
            if truth is not False:
                yes.append(state.assuming(text, True) if truth is None and text in self._tested else state)
            if truth is not True:
                no.append(state.assuming(text, False) if truth is None and text in self._tested else state)
        return yes, no

    # --- calls

    def _call(self, node: ast.Call, states: list[State]) -> list[tuple[State, bool | None]]:
        plan = self._caller.plan(node)
        if isinstance(node.func, ast.Attribute):
            states = self._value(node.func.value, states)
            self._properties(node.func, states)
        else:
            states = self._value(node.func, states)
        for argument in node.args:
            states = self._value(argument, states)
        for keyword in node.keywords:
            states = self._value(keyword.value, states)
        for lazy in plan.lazies:
            self._comprehension(lazy, states)
        self._perform(plan.effects, states, node)
        self._run_sections(plan, states)
        self._judge_acquires(node, plan)
        if plan.never_returns:
            self._exits.raised |= dict.fromkeys(states)
            return []
        return self._after(node, plan, states)

    def _run_sections(self, plan: Plan, states: list[State]) -> None:
        for callback, lock, effect in plan.sections:
            for state in states:
                others = (other for other in state.locks if other.key != lock.key)
                self._run_section(callback, effect, (*others, lock))

    def _judge_acquires(self, node: ast.Call, plan: Plan) -> None:
        for take in plan.takes:
            if take.waits and not take.bounded:
                self._report(node, "LCK001", f"the wait for {take.lock.title} has no bound", take.lock)
            if not self._may_take_locks and not take.lock.is_limiter:
                self._report(node, "LCK002", "API code takes a lock itself", take.lock)
        for effect in plan.effects:
            if effect.kind is Kind.WAIT and not effect.bounded and len(effect.chain) == 1:
                assert effect.lock is not None
                self._report(node, "LCK001", f"the wait on {effect.lock.title} has no bound", effect.lock)

    def _ignored_result(self, node: ast.Call) -> None:
        plan = self._caller.plan(node)
        for take in plan.takes:
            if take.can_fail and take.lock.kind != "signal":
                self._report(node, "LCK008", f"whether {take.lock.title} was taken is not looked at", take.lock)
        taken = [lock for outcome in plan.outcomes if outcome.truth for lock in outcome.taken]
        if taken and any(outcome.truth is False and not outcome.taken for outcome in plan.outcomes):
            self._report(node, "LCK008", f"whether {taken[0].title} was taken is not looked at", taken[0])

    def _after(self, node: ast.Call, plan: Plan, states: list[State]) -> list[tuple[State, bool | None]]:
        """How things stand after the call."""
        after: list[tuple[State, bool | None]] = []
        site = self._site(node)
        for state in states:
            for lock in plan.releases:
                state = (
                    self._released(state, [one for one in plan.releases], lock) if lock is plan.releases[0] else state
                )
            for lock in plan.handed:
                state = state._replace(
                    holds=tuple(self._handed(hold, plan) if hold.lock.key == lock.key else hold for hold in state.holds)
                )
            if plan.stack:
                after += [(one, None) for one in self._stacked(node, plan, state)]
            elif plan.takes:
                for take in plan.takes:
                    hold = Hold(take.lock, "acquire", site, "", self._try_depth)
                    after.append((state.holding(hold), True))
                    if take.can_fail:
                        failed = state.failed | {(take.lock.key, site)}
                        after.append((state._replace(failed=failed), False))
            elif plan.outcomes:
                after += [self._taken_for_us(state, outcome, site) for outcome in plan.outcomes]
            else:
                after.append((state, None))
        return list(dict.fromkeys(after))

    def _taken_for_us(self, state: State, outcome: Outcome, site: Site) -> tuple[State, bool | None]:
        for lock in outcome.released:
            state = self._released(state, [lock], lock)
        for lock in outcome.taken:
            state = state.holding(Hold(lock, "acquire", site, "", self._try_depth))
        return state, outcome.truth

    @staticmethod
    def _handed(hold: Hold, plan: Plan) -> Hold:
        if hold.how != "acquire":
            return hold
        return hold._replace(how="stack", scope=plan.scope) if plan.stack else hold._replace(how="handed")

    def _released(self, state: State, alternatives: list[Lock], lock: Lock) -> State:
        """Release whichever of *alternatives* is held."""
        keys = {one.key for one in alternatives}
        held = [hold for hold in state.holds if hold.lock.key in keys]
        if held:
            hold = held[-1]
            if hold.how == "acquire" and hold.loose and not self._cleanups and hold.site is not None:
                self._not_released(hold)
            if hold.how == "given":
                state = state._replace(released=state.released | {hold.lock})
            holds = list(state.holds)
            del holds[len(holds) - 1 - holds[::-1].index(hold)]
            return state._replace(holds=tuple(holds))
        failed = [site for key, site in sorted(state.failed) if key in keys]
        if failed:
            self._report_at(failed[0], "LCK008", f"{lock.title} is released without knowing that it was taken", lock)
            return state
        return state._replace(released=state.released | {lock})

    def _stacked(self, node: ast.Call, plan: Plan, state: State) -> list[State]:
        if plan.stack in ("enter_context", "enter_async_context", "push") and node.args:
            facts = self._facts.of(node.args[0], self._context)
            if plan.stack == "push":
                return [state]
            states, _ = self._enter(node.args[0], facts, [state], "stack", plan.scope)
            return states
        if plan.stack in ("close", "__exit__"):
            return [state.without(lambda hold: hold.how == "stack" and hold.scope == plan.scope)]
        return [state]

    def _site(self, node: ast.expr) -> Site:
        return Site(self._file.path, node.lineno, self._file.column(node), self._function.qualname, called(node))


def _parted(outcomes: Iterable[tuple[State, bool | None]]) -> tuple[list[State], list[State]]:
    yes: list[State] = []
    no: list[State] = []
    for state, truth in outcomes:
        if truth is not False:
            yes.append(state)
        if truth is not True:
            no.append(state)
    return yes, no


def _statement(node: ast.stmt) -> str:
    return " ".join(ast.unparse(node).split())[:80]


def _texts_tested_twice(body: Sequence[ast.stmt]) -> frozenset[str]:
    """The conditions that a function tests more than once, so that the answers can be held against each other."""
    counts: Counter[str] = Counter()
    stack: list[ast.AST] = list(body)
    while stack:
        node = stack.pop()
        match node:
            case ast.If(test=test) | ast.While(test=test) | ast.IfExp(test=test) | ast.Assert(test=test):
                counts.update(_conditions(test))
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef() | ast.Lambda():
                continue
        stack.extend(ast.iter_child_nodes(node))
    return frozenset(text for text, times in counts.items() if times > 1)


def _conditions(test: ast.expr) -> Iterable[str]:
    match test:
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield from _conditions(operand)
        case ast.BoolOp(values=operands):
            for operand in operands:
                yield from _conditions(operand)
        case ast.NamedExpr(target=target):
            yield target.id
        case ast.Compare(left=(ast.Name() | ast.Attribute()) as left, comparators=[ast.Constant(value=None)]):
            yield f"{ast.unparse(left)} is None"
        case ast.Name() | ast.Attribute() | ast.Compare():
            yield ast.unparse(test)
