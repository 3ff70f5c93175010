from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Callable


@dataclass(order=True)
class Task:
    due: float
    name: str = field(compare=False)
    action: Callable[[], Any] = field(compare=False)
    tries: int = field(default=0, compare=False)

    def execute(self) -> Any:
        """Called by a crew thread, never under a lock."""
        return self.action()


@dataclass(frozen=True)
class Outcome:
    name: str
    ok: bool
    detail: str = ""
