"""Command table; none of these wait for anything."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Callable


@dataclass
class Command:
    name: str
    amount: float

    def execute(self, price: float) -> float:
        return TABLE[self.name](price, self.amount)

    def wait(self) -> bool:
        return self.name == "noop"


def _add(price: float, amount: float) -> float:
    return price + amount


def _scale(price: float, amount: float) -> float:
    return price * amount


def _noop(price: float, amount: float) -> float:
    return price


TABLE: dict[str, Callable[[float, float], float]] = {"add": _add, "scale": _scale, "noop": _noop}
