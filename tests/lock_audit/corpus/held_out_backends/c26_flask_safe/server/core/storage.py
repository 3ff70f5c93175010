from __future__ import annotations

import threading
from dataclasses import dataclass, field


@dataclass
class Storage:
    lock: threading.RLock = field(default_factory=threading.RLock)
    invites: dict[str, str] = field(default_factory=dict)
    members: dict[str, set[str]] = field(default_factory=dict)
    opened: int = 0

    def take_invite(self, code: str) -> str | None:
        return self.invites.pop(code, None)

    def add_member(self, team: str, email: str) -> int:
        people = self.members.setdefault(team, set())
        people.add(email)
        return len(people)
