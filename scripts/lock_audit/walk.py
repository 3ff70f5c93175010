"""Follows the paths through one function with the locks that are held on each, and judges what is done under them."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Sequence
from itertools import count
from typing import TYPE_CHECKING

from lock_audit.calls import Caller, Plan, called
from lock_audit.conditions import Conditions
from lock_audit.contexts import Context
from lock_audit.effects import Effect
from lock_audit.entering import Entering
from lock_audit.holding import POP_ALL, POPPED, Holding, moved
from lock_audit.judge import Judge
from lock_audit.leaks import Leaks
from lock_audit.paths import Ending, Exits, Hold, State, merged
from lock_audit.protocols import COMPARISONS, OPERATORS, PROTOCOLS
from lock_audit.summary import Summary
from lock_audit.values import Arguments, Instance, Lock, Object, Site, Suspended, Value, ordered

if TYPE_CHECKING:
    from lock_audit.analysis import Analysis

MAX_TURNS = 4  # of a loop: after each, there are more states or none
_CATCH_ALL = frozenset({"BaseException", "Exception"})
_SIMPLE = (ast.Name, ast.Constant)


def walked(analysis: Analysis, context: Context, given: tuple[Lock, ...]) -> Summary:
    """Walk through the function of *context*, which is called with the locks *given* held as a section of its own."""
    return Walk(analysis, context, given).summary()


class Walk:
    """The walk through one function. What it meets is judged, entered, released … by the parts that it is made of."""

    def __init__(self, analysis: Analysis, context: Context, given: tuple[Lock, ...]) -> None:
        self.analysis = analysis
        self.facts = analysis.facts
        self.context = context
        self.function = context.function
        self.file = self.function.module.file
        self.is_api = analysis.is_api(self.function.module)
        self.may_take_locks = analysis.may_take_locks(self.function)
        self.exits = Exits()
        self.try_depth = 0
        self.cleanups = 0  # finally blocks and handlers around
        self.caller = Caller(analysis, context)
        self.judge = Judge(self)
        self.conditions = Conditions(self)
        self.entering = Entering(self)
        self.holding = Holding(self, self.entering)
        self._raising: dict[ast.AST, bool] = {}
        self.leaks = Leaks(context, self.facts, given)
        self._can_leak = self.function.kind in ("function", "lambda") and not self.function.is_generator
        self._given = given
        self._flavours = self.facts.classes.flavours(self.function)
        self._scopes = count()
        self._at_yield: dict[Lock, None] = {}

    def summary(self) -> Summary:
        """Walk, and tell what there was."""
        start = State(holds=tuple(Hold(lock, "given") for lock in self._given))
        ends = self._block(self.function.body, [start])
        endings = dict.fromkeys([*self.exits.returned, *(Ending(state, False) for state in ends)])
        outcomes = self.holding.judge_endings(list(endings))
        findings = tuple(self.judge.findings.values())
        return Summary(self.judge.effects.all(), outcomes, tuple(self._at_yield), findings, returns=bool(endings))

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
                yes, no = self.conditions.branch(test, states)
                return [*self._block(node.body, yes), *self._block(node.orelse, no)]
            case ast.While():
                return self._while(node, states)
            case ast.For() | ast.AsyncFor():
                return self._for(node, states)
            case ast.Try() | ast.TryStar():
                return self._try(node, states)
            case ast.With() | ast.AsyncWith():
                return self._with(node, states)
            case ast.Match():
                return self._match(node, states)
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                for part in [*node.decorator_list, *node.args.defaults, *filter(None, node.args.kw_defaults)]:
                    states = self.value(part, states)
                return [state.knowing(node.name, None) for state in states]
            case ast.ClassDef():
                for part in [*node.decorator_list, *node.bases]:
                    states = self.value(part, states)
                return states
            case ast.Return():
                self._touch_edge(node, states)
                self._return(node, states)
                return []
            case ast.Raise():
                states = self.value(node.cause, self.value(node.exc, states))
                self.exits.raised |= dict.fromkeys(states)
                return []
            case ast.Break():
                self.exits.broken |= dict.fromkeys(states)
                return []
            case ast.Continue():
                self.exits.continued |= dict.fromkeys(states)
                return []
            case ast.Assert(test=test):
                yes, no = self.conditions.branch(test, states)
                self.exits.raised |= dict.fromkeys(self.value(node.msg, no))
                return yes
        states = self._touch_edge(node, states)
        return self._simple(node, states)

    def _simple(self, node: ast.stmt, states: list[State]) -> list[State]:
        match node:
            case ast.Expr(value=ast.Call() as call):
                self.holding.judge_ignored(call)
                return self.value(call, states)
            case ast.Expr(value=inner):
                return self.value(inner, states)
            case ast.Assign(targets=targets, value=inner):
                return self._assign(targets, inner, states)
            case ast.AnnAssign(target=target, value=inner):
                return self._assign([target], inner, states) if inner is not None else states
            case ast.AugAssign(target=target, op=operator, value=inner):
                states = self.value(inner, states)
                self._arithmetic(node, target, operator, inner, states)
                return self._target(target, states)
            case ast.Delete(targets=targets):
                for one in targets:
                    states = self._target(one, states)
                return states
        return states

    def _assign(self, targets: Sequence[ast.expr], inner: ast.expr, states: list[State]) -> list[State]:
        outcomes = self.conditions.outcomes(inner, states)
        if isinstance(inner, ast.Call) and self.caller.plan(inner).stack == POP_ALL:
            outcomes = [(moved(state, POPPED, ast.unparse(targets[0])), truth) for state, truth in outcomes]
        done: list[State] = []
        for state, truth in outcomes:
            after = [state]
            for target in targets:
                after = self._target(target, after)
                if truth is not None and isinstance(target, (ast.Name, ast.Attribute)):
                    after = [one.knowing(ast.unparse(target), truth) for one in after]
                after = self.named(target, inner, after)
            done += after
        return done

    def _target(self, target: ast.expr, states: list[State]) -> list[State]:
        match target:
            case ast.Name(id=name):
                return [state.knowing(name, None) for state in states]
            case ast.Attribute(value=owner):
                states = self.value(owner, states)
                self._properties(target, states)
                text = ast.unparse(target)
                return [state.knowing(text, None) for state in states]
            case ast.Subscript(value=owner, slice=key):
                states = self.value(key, self.value(owner, states))
                method = "__delitem__" if isinstance(target.ctx, ast.Del) else "__setitem__"
                self._operator(target, owner, [method], states)
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
            self.exits.returned |= dict.fromkeys(Ending(state, False) for state in states)
            return
        outcomes = self.conditions.outcomes(node.value, states)
        self._judge_leak(node, node.value, [state for state, _ in outcomes])
        self.exits.returned |= dict.fromkeys(Ending(state, truth) for state, truth in outcomes)

    def named(self, target: ast.expr, inner: ast.expr, states: list[State]) -> list[State]:
        """*target* was given the value of *inner*."""
        return [self.leaks.naming(target, inner, state) for state in states] if self._can_leak else states

    def _judge_leak(self, node: ast.stmt, returned: ast.expr, states: list[State]) -> None:
        for state in states if self._can_leak else ():
            if (leak := self.leaks.find(returned, state)) is None:
                continue
            if (lock := state.innermost or state.taken_under(leak.name)) is not None:
                self.judge.report(node, "LCK009", leak.message, lock)
                return

    # --- edges to handlers, and to the end of the function

    def _raise_edge(self, node: ast.AST, states: list[State]) -> None:
        """*node* may raise: of interest only where a lock is, or should be, held."""
        if any(state.holds or state.failed for state in states) and self._may_raise(node):
            self.exits.raised |= dict.fromkeys(states)

    def _touch_edge(self, node: ast.stmt, states: list[State]) -> list[State]:
        self._raise_edge(node, states)
        if not any(state.holds for state in states) or not self._touches(node):
            return states
        return [self._loosened(state) for state in states]

    def _loosened(self, state: State) -> State:
        """*state* after work that no `try` protects which began since the lock was taken."""
        holds = tuple(
            hold._replace(loose=True) if hold.how == "acquire" and self.try_depth <= hold.depth else hold
            for hold in state.holds
        )
        return state._replace(holds=holds)

    def _touches(self, node: ast.stmt) -> bool:
        """Whether it is work, which might fail: all but naming what is there already."""
        match node:
            case ast.Assign(targets=targets):
                if any(not isinstance(target, ast.Name) or target.id in self.function.outside for target in targets):
                    return True
            case ast.AugAssign() | ast.Delete():
                return True
        return self._may_raise(node)

    def _may_raise(self, node: ast.AST) -> bool:
        known = self._raising.get(node)
        if known is None:
            known = self._raising[node] = self._find_raising(node)
        return known

    def _find_raising(self, node: ast.AST) -> bool:
        """Whether something in it calls what might fail; taking and releasing locks, and arithmetic, do not count."""
        stack = [node]
        while stack:
            inner = stack.pop()
            match inner:
                case ast.Lambda():
                    continue
                case ast.Call():
                    plan = self.caller.plan(inner)
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
        def turn(states: list[State]) -> tuple[list[State], list[State]]:
            self._raise_edge(node.test, states)
            yes, no = self.conditions.branch(node.test, states)
            return self._block(node.body, yes), no

        return self._loop(turn, node.orelse, states)

    def _for(self, node: ast.For | ast.AsyncFor, states: list[State]) -> list[State]:
        self._raise_edge(node.iter, states)
        states = self.value(node.iter, states)
        if isinstance(node, ast.AsyncFor):
            self._awaited(node.iter, node.iter, states)
        else:
            self._iterated(node.iter, states)

        def turn(states: list[State]) -> tuple[list[State], list[State]]:
            return self._block(node.body, self._target(node.target, states)), states

        return self._loop(turn, node.orelse, states)

    def _loop(
        self,
        turn: Callable[[list[State]], tuple[list[State], list[State]]],
        orelse: Sequence[ast.stmt],
        states: list[State],
    ) -> list[State]:
        """Take turns until nothing new comes of it. *turn* gives the states after it, and those that go no further."""
        outer, self.exits = self.exits, Exits()
        seen: dict[State, None] = {}
        left: dict[State, None] = {}
        current = merged(states)
        for _ in range(MAX_TURNS):
            current = [state for state in current if state not in seen]
            if not current:
                break
            seen |= dict.fromkeys(current)
            ends, over = turn(current)
            left |= dict.fromkeys(over)
            current = merged([*ends, *self.exits.continued])
            self.exits.continued.clear()
        loop, self.exits = self.exits, outer
        outer.raised |= loop.raised
        outer.returned |= loop.returned
        return [*self._block(orelse, list(left)), *loop.broken]

    def _try(self, node: ast.Try | ast.TryStar, states: list[State]) -> list[State]:
        outer, self.exits = self.exits, Exits()
        self.try_depth += 1
        ends = self._block(node.body, states)
        self.try_depth -= 1
        raised, self.exits.raised = list(self.exits.raised), {}
        handled: list[State] = []
        for handler in node.handlers:
            self.value(handler.type, raised or states)
            self.cleanups += 1
            handled += self._block(handler.body, raised or states)
            self.cleanups -= 1
        ends = [*self._block(node.orelse, ends), *handled]
        if not any(map(_catches_all, node.handlers)):
            self.exits.raised |= dict.fromkeys(raised)
        inner, self.exits = self.exits, outer
        if not node.finalbody:
            inner.changed(lambda states: states, outer)
            return ends
        self.cleanups += 1
        inner.changed(lambda states: self._block(node.finalbody, states), outer)
        ends = self._block(node.finalbody, ends)
        self.cleanups -= 1
        return ends

    def _match(self, node: ast.Match, states: list[State]) -> list[State]:
        self._raise_edge(node.subject, states)
        remaining = self.conditions.outcomes(node.subject, states)
        ends: list[State] = []
        for case in node.cases:
            wanted = _truth_of(case.pattern)
            inside = merged(state for state, truth in remaining if wanted is None or truth in (wanted, None))
            if case.guard is not None:
                inside, refused = self.conditions.branch(case.guard, inside)
                others = [] if _is_wild(case.pattern) else remaining
                remaining = [*others, *((state, None) for state in refused)]
            elif wanted is not None:
                remaining = [(state, truth) for state, truth in remaining if truth is not wanted]
            elif _is_wild(case.pattern):
                remaining = []
            ends += self._block(case.body, inside)
        return [*ends, *(state for state, _ in remaining)]

    def _with(self, node: ast.With | ast.AsyncWith, states: list[State]) -> list[State]:
        outer, self.exits = self.exits, Exits()
        scope = f"with {next(self._scopes)}"
        scopes = {scope}
        swallows = False
        leaving: list[tuple[ast.expr, Effect]] = []
        for item in node.items:
            expression = item.context_expr
            outer.raised |= dict.fromkeys(states if self._may_raise(expression) else [])
            states = self.value(expression, states)
            facts = self.facts.of(expression, self.context)
            if isinstance(node, ast.AsyncWith):
                self._awaited(expression, expression, states, is_with=True)
            swallows = swallows or any(isinstance(f, Object) and f.type == "contextlib.suppress" for f in facts)
            if any(isinstance(f, Object) and f.type.endswith("ExitStack") for f in facts):
                name = ast.unparse(item.optional_vars if item.optional_vars is not None else expression)
                states = [moved(state, POPPED, name) for state in states]
                scopes.add(name)
            states, effects = self.entering.enter(expression, facts, states, "with", scope)
            leaving += [(expression, effect) for effect in effects]
            if item.optional_vars is not None:
                states = self._target(item.optional_vars, states)
            if self._may_raise(expression):
                states = [self._loosened(state) for state in states]
        ends = self._block(node.body, states)
        inner, self.exits = self.exits, outer

        def leave(states: list[State]) -> list[State]:
            return [state.without(lambda hold: hold.scope in scopes) for state in states]

        for expression, effect in leaving:
            self.judge.perform([effect], leave(ends), expression)
        inner.changed(leave, outer)
        return leave([*ends, *inner.raised] if swallows else ends)

    # --- expressions

    def value(self, node: ast.expr | None, states: list[State]) -> list[State]:
        """Evaluate *node*, whatever its value is."""
        if node is None or isinstance(node, _SIMPLE) or not states:
            return states
        match node:
            case ast.Call():
                return [state for state, _ in self.call(node, states)]
            case ast.BoolOp() | ast.NamedExpr():
                yes, no = self.conditions.branch(node, states)
                return merged([*yes, *no])
            case ast.UnaryOp(operand=operand):
                return self.value(operand, states)
            case ast.IfExp(test=test, body=body, orelse=orelse):
                yes, no = self.conditions.branch(test, states)
                return merged([*self.value(body, yes), *self.value(orelse, no)])
            case ast.Attribute(value=owner):
                states = self.value(owner, states)
                self._properties(node, states)
                return states
            case ast.Subscript(value=owner, slice=key):
                states = self.value(key, self.value(owner, states))
                self._operator(node, owner, ["__getitem__"], states)
                return states
            case ast.Await(value=inner):
                states = self.value(inner, states)
                self._awaited(node, inner, states)
                return states
            case ast.Yield() | ast.YieldFrom():
                return self._yield(node, states)
            case ast.Lambda():
                for default in [*node.args.defaults, *filter(None, node.args.kw_defaults)]:
                    states = self.value(default, states)
                return states
            case ast.ListComp() | ast.SetComp() | ast.DictComp():
                return self._comprehension(node, states)
            case ast.GeneratorExp(generators=generators):
                return self.value(generators[0].iter, states)
            case ast.Compare(left=left, comparators=others):
                states = self.value(left, states)
                for operator, other in zip(node.ops, others, strict=True):
                    states = self.value(other, states)
                    if isinstance(operator, (ast.In, ast.NotIn)):
                        self._operator(node, other, ["__contains__"], states)
                        self.judge.perform(self.caller.consumed(self._suspended(other), other), states, node)
                    self._operator(node, left, COMPARISONS.get(type(operator), ()), states)
                    left = other
                return states
            case ast.BinOp(left=left, op=operator, right=right):
                states = self.value(right, self.value(left, states))
                self._arithmetic(node, left, operator, right, states)
                return states
            case ast.FormattedValue(value=inner):
                states = self.value(node.format_spec, self.value(inner, states))
                names = ("__repr__",) if node.conversion == ord("r") else PROTOCOLS["builtins.format"]
                self._operator(node, inner, names, states)
                return states
            case ast.Starred(value=inner):
                states = self.value(inner, states)
                self._iterated(inner, states)
                return states
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                states = self.value(child, states)
        return states

    def _suspended(self, node: ast.expr) -> Value:
        return frozenset(fact for fact in self.facts.of(node, self.context) if isinstance(fact, Suspended))

    def _iterated(self, node: ast.expr, states: list[State]) -> None:
        if isinstance(node, ast.GeneratorExp):
            self._comprehension(node, states)
            return
        self.judge.perform(self.caller.consumed(self.facts.of(node, self.context), node), states, node)

    def _comprehension(
        self, node: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp, states: list[State]
    ) -> list[State]:
        for generator in node.generators:
            states = self.value(generator.iter, states)
            if generator.is_async:
                self._awaited(generator.iter, generator.iter, states)
            else:
                self._iterated(generator.iter, states)
            for condition in generator.ifs:
                states = self.value(condition, states)
        parts = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
        for part in parts:
            states = self.value(part, states)
        return states

    def _properties(self, node: ast.Attribute, states: list[State]) -> None:
        for function in self.facts.attributes.property_calls(node, self.context):
            context = self.facts.contexts.of(function, Arguments())
            self.judge.perform(self.caller.effects_of(context, self.caller.step(node)), states, node)

    def _arithmetic(
        self, node: ast.stmt | ast.expr, left: ast.expr, operator: ast.operator, right: ast.expr, states: list[State]
    ) -> None:
        name = OPERATORS[type(operator)]
        in_place = [f"__i{name}__"] if isinstance(node, ast.AugAssign) else []
        self._operator(node, left, [*in_place, f"__{name}__"], states)
        self._operator(node, right, [f"__r{name}__"], states)

    def _operator(
        self, node: ast.stmt | ast.expr, owner: ast.expr, methods: Iterable[str], states: list[State]
    ) -> None:
        facts = self.facts.of(owner, self.context)
        if any(isinstance(fact, Instance) for fact in facts):
            step = self.caller.step(node, called(owner))
            self.judge.perform(self.caller.methods(facts, methods, step), states, node)

    def _awaited(self, node: ast.expr, inner: ast.expr, states: list[State], is_with: bool = False) -> None:
        effects: list[Effect] = []
        for fact in ordered(self.facts.of(inner, self.context)):
            if isinstance(fact, Suspended) and not is_with:
                effects += self.caller.effects_of(fact.context, self.caller.step(inner))
        self.judge.perform(effects, states, node)
        for state in states:
            if (lock := state.innermost) is not None:
                self.judge.report(node, "LCK009", f"{lock.title} is held while other tasks run", lock)

    def _yield(self, node: ast.Yield | ast.YieldFrom, states: list[State]) -> list[State]:
        states = self.value(node.value, states)
        if isinstance(node, ast.YieldFrom):
            self._iterated(node.value, states)
        manages = "contextmanager" in self._flavours
        for state in states:
            for hold in state.holds:
                self._at_yield[hold.lock] = None
            own = [hold.lock for hold in state.holds if not hold.lock.is_limiter and hold.how != "given"]
            if own and not manages:
                self.judge.report(node, "LCK009", f"{own[-1].title} is held until the next value is asked for", own[-1])
        return states

    # --- calls

    def call(self, node: ast.Call, states: list[State]) -> list[tuple[State, bool | None]]:
        plan = self.caller.plan(node)
        if isinstance(node.func, ast.Attribute):
            states = self.value(node.func.value, states)
            self._properties(node.func, states)
        else:
            states = self.value(node.func, states)
        for argument in node.args:
            states = self.value(argument, states)
        for keyword in node.keywords:
            states = self.value(keyword.value, states)
        for lazy in plan.lazies:
            self._comprehension(lazy, states)
        self.judge.perform(plan.effects, self._without_last_turns(node, states) if plan.takes else states, node)
        self._run_sections(plan, states)
        self.holding.judge_acquires(node, plan)
        if plan.never_returns:
            self.exits.raised |= dict.fromkeys(states)
            return []
        return self.holding.after(node, plan, states)

    def _without_last_turns(self, node: ast.Call, states: list[State]) -> list[State]:
        """*states* without the lock that this very acquire took a turn of the loop ago: that it kept it is LCK008."""
        site = self.site(node)
        return [
            state.without(lambda hold: hold.how == "acquire" and hold.site == site and not hold.lock.is_one_of_many)
            for state in states
        ]

    def _run_sections(self, plan: Plan, states: list[State]) -> None:
        for callback, lock, effect in plan.sections:
            for state in states:
                others = (other for other in state.locks if other.key != lock.key)
                self.judge.run_section(callback, effect, (*others, lock))

    def site(self, node: ast.expr) -> Site:
        return Site(self.file.path, node.lineno, self.file.column(node), self.function.qualname, called(node))


def _is_wild(pattern: ast.pattern) -> bool:
    return isinstance(pattern, ast.MatchAs) and pattern.pattern is None


def _truth_of(pattern: ast.pattern) -> bool | None:
    match pattern:
        case ast.MatchSingleton(value=bool(truth)) | ast.MatchValue(value=ast.Constant(value=bool(truth))):
            return truth
    return None


def _catches_all(handler: ast.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    types = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(isinstance(part, ast.Name) and part.id in _CATCH_ALL for part in types)
