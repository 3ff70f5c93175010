"""What a call does that matters to whoever holds a lock, and whether it may be done under the locks that are held."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from lock_audit.findings import Step
from lock_audit.values import Lock, Passed

if TYPE_CHECKING:
    from lock_audit.contexts import Context

LockKey = tuple[str, str]


class Kind(Enum):
    """SLOW may wait for something else; TAKE waits for a lock; WAIT gives a condition's lock back meanwhile.

    CALL is the call of a callback, whatever that does.
    """

    SLOW = 1
    TAKE = 2
    WAIT = 3
    CALL = 4


@dataclass(frozen=True)
class Callback:
    """A callable that was passed in from outside. It is a section of its own for whoever holds a lock around its call.

    *context* is that of its body, None if that is not analysed.
    """

    passed: Passed
    context: Context | None


@dataclass(frozen=True)
class Effect:
    """
    One thing that happens in a call; the last step of *chain* is the operation itself.

    *lock* is what is taken or waited on. *without* are locks that are not held then, though the caller may hold them:
    the function has released them before. *callback* is who does it, if that came from outside.
    """

    kind: Kind
    rule: str
    reason: str
    chain: tuple[Step, ...]
    lock: Lock | None = None
    bounded: bool = True
    without: frozenset[LockKey] = frozenset()
    callback: Callback | None = None

    @property
    def key(self) -> tuple[object, ...]:
        """Of effects with the same key, one is enough."""
        return self.kind, self.rule, self.lock and self.lock.key, self.without, self.callback

    def called_from(self, step: Step) -> Effect:
        return replace(self, chain=(step, *self.chain))


@dataclass(frozen=True)
class Verdict:
    """Why an effect must not happen under *lock*."""

    rule: str
    message: str
    lock: Lock


@dataclass(frozen=True)
class DeclaredOrder:
    """A comment in the file *path* lets *inner* be taken under *outer*. *imported* are names that the file imports."""

    outer: str
    inner: str
    path: str
    imported: frozenset[str]

    def names(self, lock: Lock, name: str) -> bool:
        """Whether *name* means *lock*: its full name or the end of it; a single word, a lock that the file knows."""
        name = name.removeprefix("self.")
        if not f".{lock.name}".endswith(f".{name}"):
            return False
        return "." in name or name in self.imported or lock.site.rsplit(":", 2)[0] == self.path


class Effects:
    """The effects of a function, the first for each key, in the order of the source."""

    def __init__(self) -> None:
        self._by_key: dict[tuple[object, ...], Effect] = {}

    def add(self, effect: Effect) -> None:
        self._by_key.setdefault(effect.key, effect)

    def all(self) -> tuple[Effect, ...]:
        return tuple(self._by_key.values())


def verdict(effect: Effect, held: Sequence[Lock], orders: Collection[DeclaredOrder]) -> Verdict | None:
    """Judge *effect* under the locks *held*, the last taken last; limiters among them do not count."""
    locks = [lock for lock in held if not lock.is_limiter and lock.key not in effect.without]
    if not locks:
        return None
    innermost = locks[-1]
    if effect.kind is Kind.SLOW:
        return Verdict(effect.rule, f"{effect.chain[-1].call} under a lock: {effect.reason}", innermost)
    taken = effect.lock
    if taken is None:
        return None
    if effect.kind is Kind.WAIT:
        others = [lock for lock in locks if lock.key != taken.key]
        if not others:
            return None
        reason = f"waiting on a condition gives back its own lock only, not {others[-1].title}"
        return Verdict("LCK006", reason, others[-1])
    return _second_lock(taken, locks, orders)


def _second_lock(taken: Lock, locks: Sequence[Lock], orders: Collection[DeclaredOrder]) -> Verdict | None:
    for lock in reversed(locks):
        if lock.key == taken.key and not taken.is_one_of_many:
            if taken.kind == "rlock":
                return None
            return Verdict("LCK007", f"{taken.title} is taken again while it is held: this waits for itself", lock)
    for lock in reversed(locks):
        if lock.site == taken.site:
            return Verdict("LCK007", f"two instances of {taken.title} are held at once", lock)
        if not _is_declared(lock, taken, orders):
            return Verdict("LCK007", f"{taken.title} is taken while {lock.title} is held", lock)
    return None


def _is_declared(outer: Lock, inner: Lock, orders: Iterable[DeclaredOrder]) -> bool:
    return any(order.names(outer, order.outer) and order.names(inner, order.inner) for order in orders)
