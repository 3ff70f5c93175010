# corpus: strict not checked
from __future__ import annotations

from core.locks import with_storage


class Storage:
    def __init__(self) -> None:
        self.users: dict[str, str] = {}
        self.invites: dict[str, str] = {}


def emails(storage: Storage):
    def read(s: Storage):
        return s.users.values()  # expect: LCK009

    return with_storage(storage, "emails", read)


def invites(storage: Storage):
    def read(s: Storage):
        return s.invites  # expect: LCK009

    return with_storage(storage, "invites", read)


def invite(storage: Storage, code: str) -> str | None:
    def read(s: Storage):
        return s.invites.get(code)

    return with_storage(storage, "invite", read)


def users(storage: Storage) -> list[str]:
    return with_storage(storage, "users", lambda s: list(s.users))
