"""A look-alike: nothing here talks to a database."""
from __future__ import annotations

from decimal import Decimal

from .types import Move


class Plan:
    """Steps applied to balances in memory."""

    def __init__(self) -> None:
        self.steps: list[Move] = []

    def add(self, move: Move) -> None:
        self.steps.append(move)

    def execute(self, balances: dict[str, Decimal]) -> int:
        for step in self.steps:
            balances[step.src] -= step.amount
            balances[step.dst] = balances.get(step.dst, Decimal(0)) + step.amount
        return len(self.steps)

    def commit(self) -> tuple[Move, ...]:
        done = tuple(self.steps)
        self.steps.clear()
        return done
