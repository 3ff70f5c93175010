# corpus: strict not checked
from __future__ import annotations

from functools import partial

from core.locks import with_storage, with_storage_traced


class Storage:
    def __init__(self) -> None:
        self.teams: dict[str, list[str]] = {}

    def members(self, team: str) -> list[str]:
        return list(self.teams.get(team, ()))

    def size(self) -> int:
        return len(self.teams)


def _join(user: str, team: str, s: Storage) -> int:
    s.teams.setdefault(team, []).append(user)
    return len(s.teams[team])


def join(storage: Storage, user: str, team: str) -> int:
    return with_storage(storage, "join", partial(_join, user, team))


def members(storage: Storage, team: str) -> list[str]:
    return with_storage_traced(storage, "members", lambda s: s.members(team))


def teams(storage: Storage) -> list[str]:
    return with_storage(storage, "teams", lambda s: sorted(s.teams))


def size(storage: Storage) -> int:
    return with_storage(storage, "size", lambda s: s.size())
