"""What the walk through a function finds out: for its callers, and for the report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from lock_audit.effects import Effect
from lock_audit.findings import Finding
from lock_audit.values import Lock


class Outcome(NamedTuple):
    """One way in which a call can end: the truth of its result, locks it leaves taken, and locks it has released."""

    truth: bool | None
    taken: tuple[Lock, ...]
    released: tuple[Lock, ...]


@dataclass(frozen=True)
class Summary:
    """
    *effects* are what happens in a call, *outcomes* how locks stand after it (empty if as before); *held_at_yield* are
    the locks under which a context manager runs the block of its `with`; *returns* is whether the call can
    end in another way than by an exception.
    """

    effects: tuple[Effect, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    held_at_yield: tuple[Lock, ...] = ()
    findings: tuple[Finding, ...] = ()
    returns: bool = True
