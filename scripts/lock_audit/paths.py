"""What is known at one point of one path through a function: the locks held there, and how it came to be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from lock_audit.effects import LockKey
from lock_audit.values import Lock, Site

MAX_STATES = 24


class Hold(NamedTuple):
    """
    A lock that is held.

    *how*: "with" and "stack" release by themselves (at the end of *scope*), "acquire" needs a release, "given" is held
    by the caller, "handed" has been given to somebody who will release it. *site* is where it was taken. *depth* is
    how many try blocks were open then, and *loose* that something has been done since that no try protects.
    """

    lock: Lock
    how: str
    site: Site | None = None
    scope: str = ""
    depth: int = 0
    loose: bool = False


class State(NamedTuple):
    """
    *known* are the truths, by their text, of names and attributes that were assigned them; *assumed* those of the
    conditions on whose branch this is; *failed* the locks that were tried for in vain, with where;
    *released* are locks of the caller's that were released here. *taken* are local names for what a lock guards, with
    the lock under which they were given it, if any.
    """

    holds: tuple[Hold, ...] = ()
    known: frozenset[tuple[str, bool]] = frozenset()
    assumed: frozenset[tuple[str, bool]] = frozenset()
    failed: frozenset[tuple[LockKey, Site]] = frozenset()
    released: frozenset[Lock] = frozenset()
    taken: frozenset[tuple[str, Lock | None]] = frozenset()

    @property
    def locks(self) -> tuple[Lock, ...]:
        return tuple(hold.lock for hold in self.holds)

    @property
    def innermost(self) -> Lock | None:
        """The last lock taken that is no limiter."""
        return next((hold.lock for hold in reversed(self.holds) if not hold.lock.is_limiter), None)

    def holding(self, hold: Hold) -> State:
        failed = frozenset(one for one in self.failed if one[0] != hold.lock.key)
        released = frozenset(lock for lock in self.released if lock.key != hold.lock.key)
        if hold in self.holds:
            return self._replace(failed=failed, released=released)
        return self._replace(holds=(*self.holds, hold), failed=failed, released=released)

    def without(self, is_over: Callable[[Hold], bool]) -> State:
        return self._replace(holds=tuple(hold for hold in self.holds if not is_over(hold)))

    def truth(self, text: str) -> bool | None:
        for truth in (True, False):
            if (text, truth) in self.known or (text, truth) in self.assumed:
                return truth
        return None

    def knowing(self, text: str, truth: bool | None) -> State:
        """*text* was given a new value, so that what was known or assumed of it is over."""
        known = frozenset(fact for fact in self.known if not _speaks_of(fact[0], text))
        assumed = frozenset(fact for fact in self.assumed if not _speaks_of(fact[0], text))
        taken = frozenset(one for one in self.taken if one[0] != text)
        if truth is not None:
            known |= {(text, truth)}
        if (known, assumed, taken) == (self.known, self.assumed, self.taken):
            return self
        return self._replace(known=known, assumed=assumed, taken=taken)

    def taking(self, name: str, lock: Lock | None) -> State:
        """The local *name* was given what a lock guards; *lock* was held."""
        return self._replace(taken=self.taken | {(name, lock)})

    def has_taken(self, name: str) -> bool:
        return any(taken == name for taken, _ in self.taken)

    def taken_under(self, name: str) -> Lock | None:
        """The lock under which *name* was given what it guards."""
        return next((lock for taken, lock in self.taken if taken == name), None)

    def assuming(self, text: str, truth: bool) -> State:
        """*text* was tested, and this is the branch for *truth*."""
        return self._replace(assumed=self.assumed | {(text, truth)})


def _speaks_of(fact: str, text: str) -> bool:
    return fact == text or fact.startswith((f"{text}.", f"{text} ", f"{text}["))


class Ending(NamedTuple):
    """A state in which the function returns, and the truth of what it returns where that is known."""

    state: State
    truth: bool | None


@dataclass
class Exits:
    """The states in which a block is left other than by its end."""

    raised: dict[State, None] = field(default_factory=dict)
    returned: dict[Ending, None] = field(default_factory=dict)
    broken: dict[State, None] = field(default_factory=dict)
    continued: dict[State, None] = field(default_factory=dict)

    def changed(self, change: Callable[[list[State]], list[State]], outer: Exits) -> None:
        """Add to *outer* what becomes of each state when it has gone through *change*."""
        outer.raised |= dict.fromkeys(change(list(self.raised)))
        outer.broken |= dict.fromkeys(change(list(self.broken)))
        outer.continued |= dict.fromkeys(change(list(self.continued)))
        for truth in (True, False, None):
            states = [ending.state for ending in self.returned if ending.truth is truth]
            outer.returned |= dict.fromkeys(Ending(state, truth) for state in change(states))


def merged(states: Iterable[State]) -> list[State]:
    """Each state once. Where there are too many, first what is assumed is forgotten, then what is known.

    Then only locks tell them apart; of more than MAX_STATES sets of locks, the last are left out.
    """
    distinct = list(dict.fromkeys(states))
    if len(distinct) > MAX_STATES:
        distinct = list(dict.fromkeys(state._replace(assumed=frozenset()) for state in distinct))
    if len(distinct) > MAX_STATES:
        distinct = list(dict.fromkeys(state._replace(known=frozenset()) for state in distinct))[:MAX_STATES]
    return distinct


def lost(states: Iterable[State]) -> Iterator[Hold]:
    """The holds that need a release and that nobody will give them any more."""
    for state in states:
        for hold in state.holds:
            if hold.how == "acquire":
                yield hold
