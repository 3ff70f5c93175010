"""Figures beside what they should be: the tables of the benchmarks."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from service.config import available_cores


class Figure(NamedTuple):
    """Something measured; without a bound it only tells what the others mean."""

    what: str
    value: float | None  # none: it never came
    unit: str = ""
    at_least: float | None = None
    at_most: float | None = None

    @property
    def is_met(self) -> bool | None:
        if self.at_least is None and self.at_most is None:
            return None
        if self.value is None:
            return False
        return (self.at_least is None or self.value >= self.at_least) and (
            self.at_most is None or self.value <= self.at_most
        )

    @property
    def aim(self) -> str:
        bounds = (("≥", self.at_least), ("≤", self.at_most))
        return " ".join(f"{sign} {bound:g} {self.unit}".strip() for sign, bound in bounds if bound is not None)

    @property
    def shown(self) -> str:
        return (
            "never" if self.value is None else f"{self.value:.{2 if abs(self.value) < 100 else 0}f} {self.unit}".strip()
        )


def markdown(figures: Sequence[Figure]) -> str:
    met = {None: "", True: "yes", False: "**no**"}
    rows = [f"| {figure.what} | {figure.shown} | {figure.aim} | {met[figure.is_met]} |" for figure in figures]
    return "\n".join(["| | measured | aim | met |", "|---|---|---|---|", *rows])


def machine() -> str:
    """What the figures were measured on."""
    models = [
        line.partition(": ")[2] for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line
    ]
    model = models[0] if models else platform.machine()
    return (
        f"{available_cores()} cores ({model}), Linux {platform.release()}, Python {platform.python_version()}, "
        f"load average at the start {os.getloadavg()[0]:.2f}"
    )


def as_json(title: str, figures: Sequence[Figure]) -> bytes:
    rows: list[dict[str, Any]] = [figure._asdict() | {"is_met": figure.is_met} for figure in figures]
    return orjson.dumps({"machine": title, "figures": rows}, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
