"""How calls, and the end of the function, change what is held."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import TYPE_CHECKING

from lock_audit.calls import Plan
from lock_audit.effects import Kind
from lock_audit.entering import Entering
from lock_audit.paths import Ending, Hold, State, lost
from lock_audit.summary import Outcome
from lock_audit.values import Lock, Site

if TYPE_CHECKING:
    from lock_audit.walk import Walk

POP_ALL = "pop_all"
POPPED = "what pop_all returned"  # the scope of its holds until it is given a name
_ENTERS = frozenset({"__enter__", "__aenter__"})
MAX_OUTCOMES = 6


class Holding:
    """Follows explicit acquires and releases: LCK001, LCK002 and LCK008 of them."""

    def __init__(self, walk: Walk, entering: Entering) -> None:
        self._entering = entering
        self._walk = walk
        self._judge = walk.judge
        self._facts = walk.facts
        self._caller = walk.caller
        self._analysis = walk.analysis

    def judge_endings(self, endings: list[Ending]) -> tuple[Outcome, ...]:
        is_wrapper = self._may_leave_with_lock(endings)
        if not is_wrapper:
            for hold in lost(state for state, _ in endings):
                self._not_released(hold)
        if self._walk.function.name not in _ENTERS:  # nobody can write a finally there
            for hold in lost(self._walk.exits.raised):
                self._not_released(hold)
        outcomes: dict[Outcome, None] = {}
        kept = ("acquire", "stack") if self._walk.function.name in _ENTERS else ("acquire",)
        for state, truth in endings:
            taken = tuple(hold.lock for hold in state.holds if hold.how in kept)
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
        name = self._walk.function.name
        if name in _ENTERS:
            return self._has_exit()
        cls = self._walk.function.cls
        if name == "acquire" and cls is not None and cls.method("release") is not None:
            return True
        holding = [ending for ending in endings if any(hold.how == "acquire" for hold in ending.state.holds)]
        return all(ending.truth is True for ending in holding) and "release" not in self._walk.function.attributes

    def _has_exit(self) -> bool:
        cls = self._walk.function.cls
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
            self._judge.report_at(hold.site, "LCK008", f"{hold.lock.title} is not released on every path", hold.lock)

    def judge_acquires(self, node: ast.Call, plan: Plan) -> None:
        for take in plan.takes:
            if take.waits and not take.bounded:
                self._judge.report(node, "LCK001", f"the wait for {take.lock.title} has no bound", take.lock)
            if not self._walk.may_take_locks and not take.lock.is_limiter:
                self._judge.report(node, "LCK002", "API code takes a lock itself", take.lock)
        for effect in plan.effects:
            if effect.lock is not None and effect.kind is Kind.WAIT and not effect.bounded and len(effect.chain) == 1:
                self._judge.report(node, "LCK001", f"the wait on {effect.lock.title} has no bound", effect.lock)

    def judge_ignored(self, node: ast.Call) -> None:
        plan = self._caller.plan(node)
        for take in plan.takes:
            if take.can_fail and take.lock.kind != "signal":
                self._judge.report(node, "LCK008", f"whether {take.lock.title} was taken is not looked at", take.lock)
        taken = [lock for outcome in plan.outcomes if outcome.truth for lock in outcome.taken]
        if taken and any(outcome.truth is False and not outcome.taken for outcome in plan.outcomes):
            self._judge.report(node, "LCK008", f"whether {taken[0].title} was taken is not looked at", taken[0])

    def after(self, node: ast.Call, plan: Plan, states: list[State]) -> list[tuple[State, bool | None]]:
        """How things stand after the call."""
        after: list[tuple[State, bool | None]] = []
        site = self._walk.site(node)
        for state in states:
            left = self._released(state, plan.releases) if plan.releases else state
            if plan.handed:
                left = left._replace(holds=tuple(self._handed(hold, plan) for hold in left.holds))
            if plan.stack:
                after += [(one, None) for one in self._stacked(node, plan, left)]
            elif plan.takes:
                for take in plan.takes:
                    hold = Hold(take.lock, "acquire", site, "", self._walk.try_depth)
                    after.append((left.holding(hold), True))
                    if take.can_fail:
                        failed = left.failed | {(take.lock.key, site)}
                        after.append((left._replace(failed=failed), False))
            elif plan.outcomes:
                after += [self._taken_for_us(left, outcome, site) for outcome in plan.outcomes]
            else:
                after.append((left, None))
        return list(dict.fromkeys(after))

    def _taken_for_us(self, state: State, outcome: Outcome, site: Site) -> tuple[State, bool | None]:
        for lock in outcome.released:
            state = self._released(state, [lock])
        for lock in outcome.taken:
            state = state.holding(Hold(lock, "acquire", site, "", self._walk.try_depth))
        return state, outcome.truth

    @staticmethod
    def _handed(hold: Hold, plan: Plan) -> Hold:
        if hold.how != "acquire" or hold.lock.key not in {lock.key for lock in plan.handed}:
            return hold
        return hold._replace(how="stack", scope=plan.scope) if plan.stack else hold._replace(how="handed")

    def _released(self, state: State, alternatives: Sequence[Lock]) -> State:
        """Release whichever of *alternatives* is held."""
        lock = alternatives[0]
        keys = {one.key for one in alternatives}
        held = [hold for hold in state.holds if hold.lock.key in keys]
        if held:
            hold = held[-1]
            if hold.how == "acquire" and hold.loose and not self._walk.cleanups:
                self._not_released(hold)
            if hold.how == "given":
                state = state._replace(released=state.released | {hold.lock})
            holds = list(state.holds)
            del holds[len(holds) - 1 - holds[::-1].index(hold)]
            return state._replace(holds=tuple(holds))
        failed = [site for key, site in sorted(state.failed) if key in keys]
        if failed:
            self._judge.report_at(
                failed[0], "LCK008", f"{lock.title} is released without knowing that it was taken", lock
            )
            return state
        return state._replace(released=state.released | {lock})

    def _stacked(self, node: ast.Call, plan: Plan, state: State) -> list[State]:
        if plan.stack in ("enter_context", "enter_async_context") and node.args:
            facts = self._facts.of(node.args[0], self._walk.context)
            return self._entering.enter(node.args[0], facts, [state], "stack", plan.scope)[0]
        if plan.stack in ("close", "__exit__"):
            return [state.without(lambda hold: hold.how == "stack" and hold.scope == plan.scope)]
        if plan.stack == POP_ALL:
            return [moved(state, plan.scope, POPPED)]
        return [state]


def moved(state: State, scope: str, to: str) -> State:
    """*state*, when the ExitStack *scope* has left what it holds to another one, or has another name now."""
    holds = (hold._replace(scope=to) if (hold.how, hold.scope) == ("stack", scope) else hold for hold in state.holds)
    return state._replace(holds=tuple(holds))
