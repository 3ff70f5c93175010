from __future__ import annotations

from typing import Protocol


class Clock(Protocol):
    def __call__(self) -> float: ...


class Listener(Protocol):
    def changed(self, user: str, online: bool) -> None: ...
