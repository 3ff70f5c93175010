from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Hold:
    code: str
    room: str
    owner: str
    minutes: int = 30

    def extended(self, by: int) -> "Hold":
        return replace(self, minutes=self.minutes + by)


@dataclass(frozen=True)
class Member:
    email: str
    pw_hash: bytes
