from __future__ import annotations

import threading
from dataclasses import dataclass, field

from .locks import Guard


@dataclass
class Room:
    name: str
    guard: Guard = field(default_factory=Guard)
    members: set[str] = field(default_factory=set)
    lines: list[str] = field(default_factory=list)

    def join_member(self, who: str) -> int:
        with self.guard:
            self.members.add(who)
            return len(self.members)

    def say(self, who: str, text: str) -> None:
        with self.guard:
            self.lines.append(f"{who}: {text}")

    def tail(self, n: int) -> list[str]:
        with self.guard:
            return self.lines[-n:]

    def everyone(self) -> set[str]:
        with self.guard:
            return self.members  # expect: LCK009

    def move_all(self, other: Room) -> None:
        with self.guard:
            with other.guard:  # expect: LCK007
                other.members |= self.members
                self.members.clear()


class RoomTable:
    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._rooms: dict[str, Room] = {}

    def get(self, name: str) -> Room:
        with self._lock:
            if name not in self._rooms:
                self._rooms[name] = Room(name)
            return self._rooms[name]

    def rename(self, old: str, new: str) -> Room:
        with self._lock:
            room = self.get(old)
            self._rooms[new] = room
            del self._rooms[old]
            return room

    def total(self) -> int:
        with self._lock:
            return sum(len(r.members) for r in self._rooms.values())
