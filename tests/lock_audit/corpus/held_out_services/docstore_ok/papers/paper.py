from __future__ import annotations

import io
from dataclasses import dataclass


@dataclass(frozen=True)
class Paper:
    name: str
    text: str
    revision: int = 1

    def edited(self, text: str) -> "Paper":
        return Paper(self.name, text, self.revision + 1)

    def render(self) -> str:
        out = io.StringIO()
        out.write(f"# {self.name} (r{self.revision})\n")
        out.write(self.text)
        return out.getvalue()
