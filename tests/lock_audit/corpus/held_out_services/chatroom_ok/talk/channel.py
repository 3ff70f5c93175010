from __future__ import annotations

from dataclasses import dataclass, field

from .guard import Guard


@dataclass(frozen=True)
class Line:
    who: str
    text: str

    def wire(self) -> bytes:
        return f"{self.who}\t{self.text}\n".encode()


@dataclass
class Channel:
    name: str
    guard: Guard = field(default_factory=Guard)
    members: set[str] = field(default_factory=set)
    lines: list[Line] = field(default_factory=list)

    def enter(self, who: str) -> bool:
        with self.guard:
            new = who not in self.members
            self.members.add(who)
            return new

    def leave(self, who: str) -> None:
        with self.guard:
            self.members.discard(who)

    def append_line(self, line: Line) -> set[str]:
        with self.guard:
            self.lines.append(line)
            return set(self.members)

    def tail(self, n: int) -> list[Line]:
        with self.guard:
            return self.lines[-n:]

    def take_members(self) -> set[str]:
        with self.guard:
            gone = set(self.members)
            self.members.clear()
        return gone

    def merge_from(self, other: Channel) -> int:
        incoming = other.take_members()
        with self.guard:
            self.members |= incoming
            return len(self.members)
