"""From where the code reaches a lock or an object: what tells two of the same making apart."""

from __future__ import annotations

from dataclasses import replace

from lock_audit.values import (
    Container,
    Fact,
    Instance,
    Lock,
    Value,
    View,
    ordered,
)

MAX_ORIGIN = 90


def at_home(facts: Value, name: str, home: str) -> Value:
    """Facts that a module or class keeps under *name* for everybody."""
    found: set[Fact] = set()
    for fact in facts:
        match fact:
            case Lock():
                found.add(replace(fact, name=fact.name if "." in fact.name else name, owner=fact.owner or home))
            case Container(kind, elements, "", keys):
                found.add(Container(kind, elements, home, keys))
            case Instance(info, origin, exact) if not origin.startswith("="):
                found.add(Instance(info, short(home), exact))
            case _:
                found.add(fact)
    return frozenset(found)


def owned(facts: Value, owner: str, suffix: str) -> Value:
    """Facts of which there is one for each key or turn."""
    found: set[Fact] = set()
    for fact in facts:
        match fact:
            case Lock() if not fact.owner or "[" not in fact.owner:
                found.add(replace(fact, owner=short(f"{fact.owner}{owner}")))
            case Instance(info, origin, exact) if not origin.startswith("=") or "[" not in origin:
                found.add(Instance(info, short(f"{owner}{suffix}"), exact))
            case Container(kind, elements, "", keys):
                found.add(Container(kind, elements, owner, keys) if not owner.startswith(("[", "each")) else fact)
            case _:
                found.add(fact)
    return frozenset(found)


def home_of(facts: Value) -> str:
    return next((fact.home for fact in ordered(facts) if isinstance(fact, (Container, View)) and fact.home), "")


def short(origin: str) -> str:
    return origin if len(origin) <= MAX_ORIGIN else f"{origin[:20]}…{origin[-60:]}"
