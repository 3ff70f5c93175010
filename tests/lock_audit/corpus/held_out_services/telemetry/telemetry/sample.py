from __future__ import annotations

from typing import NamedTuple


class Sample(NamedTuple):
    name: str
    value: float
    at: float

    def line(self) -> str:
        return f"{self.name}={self.value}@{self.at}"
