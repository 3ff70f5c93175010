from __future__ import annotations

from dataclasses import dataclass


@dataclass
class User:
    name: str
    stored: str
    failures: int = 0
    locked: bool = False


class UserTable:
    """Plain dictionary, guarded by its owner."""

    def __init__(self) -> None:
        self._rows: dict[str, User] = {}

    def find(self, name: str) -> User | None:
        return self._rows.get(name)

    def store(self, user: User) -> None:
        self._rows[user.name] = user
