"""Dispatch table of cheap steps."""
from __future__ import annotations

from typing import Callable


def _upper(text: str) -> str:
    return text.upper()


def _clean(text: str) -> str:
    return " ".join(text.split())


STEPS: dict[str, Callable[[str], str]] = {"upper": _upper, "clean": _clean}


def run_steps(names: tuple[str, ...], text: str, steps: dict[str, Callable[[str], str]] = STEPS) -> str:
    for name in names:
        text = steps[name](text)
    return text
