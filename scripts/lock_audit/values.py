"""What an expression can evaluate to, as far as an audit of locks needs to know.

A *value* is a set of *facts*, one for each thing the expression may be; the empty set says that nothing is known.
Facts are immutable and compared by content, so sets of them can be joined and used as keys.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from lock_audit.contexts import Context
    from lock_audit.project import ClassInfo, FunctionInfo

MAX_FACTS = 12
MAX_DEPTH = 5  # of a value in a value in a value: what is deeper is forgotten
ANNOTATED = "annotation "
PLAIN_TYPES = frozenset({"builtins.str", "builtins.int", "builtins.float", "builtins.bytes", "builtins.bool"})


T = TypeVar("T")


def _hashed_once(cls: type[T]) -> type[T]:
    """Let nested facts remember their hashes: they are asked for far more often than facts are made."""
    hash_of = cls.__hash__

    def remembered(self: T) -> int:
        known: int | None = self.__dict__.get("_hash")
        if known is None:
            known = self.__dict__["_hash"] = hash_of(self)
        return known

    cls.__hash__ = remembered  # type: ignore[method-assign, assignment]
    return cls


@dataclass(frozen=True)
class Const:
    """A literal None, bool, number or string; *kind* keeps True and 1 apart."""

    kind: str
    value: object

    @classmethod
    def of(cls, value: object) -> Const:
        return cls(type(value).__name__, value)


@dataclass(frozen=True)
class Module:
    """A module, analysed or not, by its full name."""

    name: str


@dataclass(frozen=True)
class External:
    """A function or class that is not among the analysed files, by its full name (`bcrypt.checkpw`)."""

    name: str


@dataclass(frozen=True)
class Object:
    """An instance of a class that is not analysed, by the class's full name.

    *detail* tells instances apart where it matters: a queue's bound, a logger's name.
    """

    type: str
    detail: str | None = None


@dataclass(frozen=True)
class Lock:
    """A lock or limiter. Two facts are the same lock if *site* (where it was made) and *owner* are the same."""

    site: str
    kind: str  # lock, rlock, limiter, or signal (a semaphore without slots, which others release)
    name: str = ""
    owner: str = ""  # which instance, which key of a dict: only for locks made once for each
    is_condition: bool = False

    @property
    def key(self) -> tuple[str, str]:
        return self.site, self.owner

    @property
    def is_limiter(self) -> bool:
        return self.kind in ("limiter", "signal")

    @property
    def title(self) -> str:
        """What a person calls it: a module's lock without the module."""
        last = self.name.rpartition(".")[2]
        return last if self.owner.startswith("=") and self.owner.endswith(f":{last}") else self.name or "a lock"

    @property
    def is_annotated(self) -> bool:
        """Whether only an annotation says that it is a lock; it may be None, then, where that allows it."""
        return self.site.startswith(ANNOTATED)

    @property
    def is_one_of_many(self) -> bool:
        """Whether there is one for each key or turn, so that two with the same owner need not be the same."""
        return "each of" in self.owner

    def named(self, name: str) -> Lock:
        return self if self.name else replace(self, name=name)


@_hashed_once
@dataclass(frozen=True)
class Function:
    """A function or lambda of the project, bound to *receiver* if it is a method, in the context it was defined in."""

    info: FunctionInfo
    receiver: Fact | None = None
    outer: Context | None = None


@dataclass(frozen=True)
class Class:
    """A class of the project."""

    info: ClassInfo


@dataclass(frozen=True)
class Instance:
    """An object of a class of the project. *origin* is the path by which the code reaches it."""

    info: ClassInfo
    origin: str
    exact: bool = False  # made here, so it can't be of a subclass


@_hashed_once
@dataclass(frozen=True)
class Super:
    """`super()` in a method of *info* called on *receiver*."""

    info: ClassInfo
    receiver: Fact


@_hashed_once
@dataclass(frozen=True)
class Bound:
    """The attribute *name* of something that is not an instance of a class of the project: `lock.acquire`."""

    receiver: Fact
    name: str


@_hashed_once
@dataclass(frozen=True)
class Partial:
    """`functools.partial(function, …)`."""

    function: Fact
    args: tuple[Value, ...]
    keywords: tuple[tuple[str, Value], ...]

    def completed(self, arguments: Arguments) -> Arguments:
        """What *function* is given by a call with *arguments*."""
        return Arguments((*self.args, *arguments.positional), (*self.keywords, *arguments.keywords))


@_hashed_once
@dataclass(frozen=True)
class Passed:
    """A callable that reached the code as an argument: its body is the critical section, not the call of it."""

    callable: Fact
    site: Site
    by_decorator: bool = False


@_hashed_once
@dataclass(frozen=True)
class Container:
    """A dict, list, set …; *home* names the variable or attribute that shares it, "" if it is new."""

    kind: str
    elements: Value = frozenset()
    home: str = ""
    keys: tuple[tuple[object, Value], ...] = ()


@_hashed_once
@dataclass(frozen=True)
class View:
    """Something that reads a container only when it is iterated: items(), map(…), a generator expression."""

    home: str
    callable: Fact | None = None


@dataclass(frozen=True)
class Guarded:
    """What a storage helper hands to its callback: the memory that the lock guards."""

    path: str = ""


@dataclass(frozen=True)
class Suspended:
    """A generator or coroutine of the project that has not run yet."""

    context: Context


@_hashed_once
@dataclass(frozen=True)
class Arguments:
    """What a call is given, and what `*args` or `**kwargs` of a function are bound to.

    *is_open* is whether there may be more, by a `*` or `**` of something unknown.
    """

    positional: tuple[Value, ...] = ()
    keywords: tuple[tuple[str, Value], ...] = ()
    is_open: bool = False

    @property
    def first(self) -> Value:
        return self.positional[0] if self.positional else UNKNOWN

    @property
    def every(self) -> tuple[Value, ...]:
        """The values, however they are given."""
        return (*self.positional, *(facts for _, facts in self.keywords))

    def get(self, position: int, name: str) -> Value | None:
        """What is given at *position* or as *name*; None if nothing is."""
        return self.positional[position] if position < len(self.positional) else dict(self.keywords).get(name)


@_hashed_once
@dataclass(frozen=True)
class Returns:
    """A callable of which only the annotation of its result is known."""

    value: Value


@dataclass(frozen=True, order=True)
class Site:
    """A place in the code that findings can point to."""

    path: str
    line: int
    column: int
    function: str
    call: str


Fact = (
    Const
    | Module
    | External
    | Object
    | Lock
    | Function
    | Class
    | Instance
    | Super
    | Bound
    | Partial
    | Passed
    | Container
    | View
    | Guarded
    | Suspended
    | Arguments
    | Returns
)
Value = frozenset[Fact]
UNKNOWN: Value = frozenset()

CALLABLE = (Function, Partial, Passed, Bound, External, Class)


def value(*facts: Fact) -> Value:
    return frozenset(facts)


def join(values: Iterable[Value]) -> Value:
    """The union; a value that may be too many things is nothing in particular."""
    facts = frozenset().union(*values)
    return facts if len(facts) <= MAX_FACTS else frozenset(sorted(facts, key=order_of)[:MAX_FACTS])


def _parts(fact: Fact) -> Iterator[Fact]:
    """The facts that *fact* is made of."""
    match fact:
        case Function(_, receiver) if receiver is not None:
            yield receiver
        case Bound(receiver) | Super(_, receiver):
            yield receiver
        case Passed(inner):
            yield inner
        case View(_, callable) if callable is not None:
            yield callable
        case Partial(function, positional, keywords):
            yield function
            for facts in (*positional, *(facts for _, facts in keywords)):
                yield from facts
        case Container(_, elements, _, keys):
            yield from elements
            for _, facts in keys:
                yield from facts
        case Arguments():
            for facts in fact.every:
                yield from facts
        case Returns(facts):
            yield from facts


def _depth(fact: Fact) -> int:
    known: int | None = fact.__dict__.get("_depth")
    if known is None:
        known = 1 + max(map(_depth, _parts(fact)), default=0)
        if known > 1:
            fact.__dict__["_depth"] = known
    return known


def shallow(facts: Value) -> Value:
    """*facts* without what is nested too deeply, so that what is defined by itself does not grow for ever."""
    if all(_depth(fact) <= MAX_DEPTH for fact in facts):
        return facts
    kept: set[Fact] = set()
    for fact in facts:
        if _depth(fact) <= MAX_DEPTH:
            kept.add(fact)
        elif isinstance(fact, Container):
            kept.add(Container(fact.kind, UNKNOWN, fact.home))
        elif isinstance(fact, View):
            kept.add(View(fact.home))
    return frozenset(kept)


def order_of(fact: Fact) -> str:
    """A key to sort facts by that is the same in every run."""
    known: str | None = fact.__dict__.get("_order")
    if known is None:
        known = _find_order(fact)
        if not isinstance(fact, Lock):  # those are copied field by field
            fact.__dict__["_order"] = known
    return known


def _find_order(fact: Fact) -> str:
    inner = " ".join(map(order_of, _parts(fact)) if isinstance(fact, (Function, Bound, Super, Passed)) else ())
    match fact:
        case Function(info, _, outer):
            return f"Function {info.where} {outer.serial if outer is not None else 0} {inner}"
        case Class(info) | Instance(info):
            return f"{type(fact).__name__} {info.where} {getattr(fact, 'origin', '')} {getattr(fact, 'exact', '')}"
        case Passed(_, site, by_decorator):
            return f"Passed {inner} {site.path}:{site.line}:{site.column} {by_decorator}"
        case Bound(_, name):
            return f"Bound {inner}.{name}"
        case Super(info):
            return f"Super {info.where} {inner}"
        case Partial(function, positional, keywords):
            named = (f"{name}={_order_of_all(facts)}" for name, facts in keywords)
            return f"Partial {order_of(function)} {' | '.join([*map(_order_of_all, positional), *named])}"
        case Suspended(context):
            return f"Suspended {context.function.where} {context.serial}"
        case Container(kind, elements, home, keys):
            named = (f"{key!r}: {_order_of_all(facts)}" for key, facts in keys)
            return f"Container {kind} {home} {_order_of_all(elements)} {' '.join(named)}"
        case View(home, callable):
            return f"View {home} {order_of(callable) if callable is not None else ''}"
        case Arguments():
            return f"Arguments {' | '.join(map(_order_of_all, fact.every))}"
        case Returns(facts):
            return f"Returns {_order_of_all(facts)}"
    return repr(fact)


def _order_of_all(facts: Value) -> str:
    return " ".join(map(order_of, ordered(facts)))


def ordered(facts: Value) -> list[Fact]:
    return sorted(facts, key=order_of) if len(facts) > 1 else list(facts)


def unwrap(fact: Fact) -> Fact:
    return fact.callable if isinstance(fact, Passed) else fact


def undecorated(fact: Fact) -> Fact:
    """What a decorator was given, or anything else as it is."""
    return fact.callable if isinstance(fact, Passed) and fact.by_decorator else fact


def constants(facts: Value) -> list[object]:
    """What the literals among *facts* stand for."""
    return [fact.value for fact in ordered(facts) if isinstance(fact, Const)]


def without_constants(facts: Value) -> Value:
    return frozenset(fact for fact in facts if not isinstance(fact, Const))
