"""The audit itself: every function is walked once, and again where what it calls turns out to do more."""

from __future__ import annotations

import traceback
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from lock_audit import catalogue, local_locks
from lock_audit.conditions import texts_tested_twice
from lock_audit.contexts import Context
from lock_audit.effects import DeclaredOrder
from lock_audit.facts import Facts
from lock_audit.findings import Finding
from lock_audit.operations import Operations
from lock_audit.project import FunctionInfo, ModuleInfo, indexed
from lock_audit.source import SourceError, SourceFile
from lock_audit.summary import Summary
from lock_audit.values import Arguments, Class, External, Function, Instance, Lock, ordered, unwrap
from lock_audit.walk import walked

MAX_WALKS = 12  # of one function; what still changes then only gets longer chains
_APPS = frozenset(
    {"flask.Blueprint", "flask.Flask", "flask.blueprints.Blueprint", "flask.app.Flask", "flask.sansio.app.App"}
)

Key = tuple[Context, tuple[Lock, ...]]


def analysed(files: Sequence[SourceFile]) -> tuple[list[Finding], list[SourceError]]:
    """Everything that is wrong in *files*, whatever is suppressed or asked for; and what could not be analysed."""
    analysis = Analysis(files)
    return list(analysis.findings()), analysis.errors


class Analysis:
    """One run: the facts, and the summaries of all functions in the contexts in which they are called."""

    def __init__(self, files: Sequence[SourceFile]) -> None:
        self.project = indexed(files)
        self.facts = Facts(self.project)
        self.operations = Operations(self.facts)
        self.orders = tuple(order for module in self.project.modules for order in _declared_in(module))
        self._tested: dict[FunctionInfo, frozenset[str]] = {}
        self._summaries: dict[Key, Summary] = {}
        self._callers: dict[Key, dict[Key, None]] = defaultdict(dict)
        self._walks: dict[Key, int] = defaultdict(int)
        self._current: Key | None = None
        self._waiting: dict[Key, None] = {}
        self._api_modules: dict[ModuleInfo, bool] = {}
        self.errors: list[SourceError] = []

    def findings(self) -> Iterator[Finding]:
        for function in self.project.functions:
            self.result(self.facts.contexts.default(function))
        for function in self.project.functions:
            with self._for_itself(function):
                self._walk_decorated(function)
        while self._waiting:
            key = next(iter(self._waiting))
            del self._waiting[key]
            self._walk(key)
        special: list[Finding] = []
        for (context, given), summary in self._summaries.items():
            if given or context is not self.facts.contexts.default(context.function):
                special += summary.findings
            else:
                yield from summary.findings
        yield from sorted(special, key=lambda found: (len(found.chain), found.chain, found.message, found.lock))
        for function in self.project.functions:
            with self._for_itself(function):
                yield from list(local_locks.findings_in(function, self.facts))

    @contextmanager
    def _for_itself(self, function: FunctionInfo) -> Iterator[None]:
        """If the audit fails at *function*, that is told as an error of its file; the rest is audited."""
        try:
            yield
        except Exception as exc:  # noqa: BLE001  one strange function must not hide what is wrong with the others
            where = traceback.extract_tb(exc.__traceback__)[-1]
            what = f"{type(exc).__name__} at {Path(where.filename).name}:{where.lineno}"  # the same in every run
            message = f"{function.qualname} was not analysed: {what}"
            self.errors.append(SourceError(function.module.file.path, function.line, message))

    def result(self, context: Context, given: tuple[Lock, ...] = ()) -> Summary:
        """What calling the function of *context* does; as a section of its own under the locks *given*."""
        key = (context, given)
        if key not in self._summaries:
            self._summaries[key] = Summary()
            self._walk(key)
        if self._current is not None:
            self._callers[key][self._current] = None
        return self._summaries[key]

    def _walk(self, key: Key) -> None:
        if self._walks[key] >= MAX_WALKS:
            return
        self._walks[key] += 1
        before, self._current = self._current, key
        known = summary = self._summaries[key]
        with self._for_itself(key[0].function):
            summary = walked(self, *key)
        key[0].memo.clear()  # seldom asked for again, and most of the memory
        self._current = before
        self._summaries[key] = summary
        if (summary.effects, summary.outcomes, summary.held_at_yield) != (
            known.effects,
            known.outcomes,
            known.held_at_yield,
        ):
            self._waiting |= self._callers[key]

    def _walk_decorated(self, function: FunctionInfo) -> None:
        """What a decorator makes of a function is called by others, if not by these files."""
        if not function.decorators or function.parent is None:
            return
        facts = self.facts
        if function.cls is not None and function.parent.kind == "class":
            made = facts.attributes.of(Instance(function.cls, "self"), function.name)
        else:
            made = facts.function_value(function, facts.contexts.default(function.parent))
        for fact in ordered(made):
            inner = unwrap(fact)
            callables = [inner] if isinstance(inner, Function) else []
            if isinstance(inner, Instance):
                callables = [
                    method for method in ordered(facts.attributes.of(inner, "__call__")) if isinstance(method, Function)
                ]
            for made_of in callables:
                if made_of.info is not function:
                    self.result(facts.contexts.of(made_of, Arguments()))

    def tested_texts(self, function: FunctionInfo) -> frozenset[str]:
        """The conditions that *function* tests more than once, as texts."""
        known = self._tested.get(function)
        if known is None:
            known = self._tested[function] = texts_tested_twice(function.body)
        return known

    # --- API code

    def is_api(self, module: ModuleInfo) -> bool:
        known = self._api_modules.get(module)
        if known is None:
            known = self._api_modules[module] = module.file.in_api_folder or self._makes_app(module)
        return known

    def may_take_locks(self, function: FunctionInfo) -> bool:
        """Whether *function* is no API code, or is inside one of the helpers that API code is to use."""
        around: FunctionInfo | None = function
        while around is not None:
            if around.name in catalogue.HELPERS:
                return True
            around = around.parent
        return not self.is_api(function.module)

    def _makes_app(self, module: ModuleInfo) -> bool:
        for call, function in module.calls:
            for fact in self.facts.of(call.func, self.facts.contexts.default(function)):
                if isinstance(fact, External) and catalogue.canonical(fact.name) in _APPS:
                    return True
                if isinstance(fact, Class) and any(base in _APPS for base in self.facts.classes.line_of(fact.info)):
                    return True
        return False


def _declared_in(module: ModuleInfo) -> Iterator[DeclaredOrder]:
    bindings = module.body.bindings.items()
    imported = frozenset(name for name, bound in bindings if any(binding.kind == "import" for binding in bound))
    for order in module.file.orders:
        yield DeclaredOrder(order.outer, order.inner, module.file.path, imported)
