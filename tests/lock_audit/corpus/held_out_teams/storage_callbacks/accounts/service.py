# corpus: strict not checked
from __future__ import annotations

from functools import partial

import bcrypt

from shared.tracing import with_storage_traced

from .hooks import WebhookClient
from .storage import MemoryStorage


class AccountService:
    def __init__(self, storage: MemoryStorage, hooks: WebhookClient) -> None:
        self._storage = storage
        self._hooks = hooks

    def rename(self, old: str, new: str) -> None:
        def _move(s: MemoryStorage) -> None:
            s.users[new] = s.users.pop(old)
            s.renames.append((old, new))
            self._hooks.renamed(old, new)  # expect: LCK005 via renamed -> _post -> post

        self._storage.with_lock("rename", _move)

    def rename_then_tell(self, old: str, new: str) -> None:
        def _move(s: MemoryStorage) -> None:
            s.users[new] = s.users.pop(old)

        self._storage.with_lock("rename", _move)
        self._hooks.renamed(old, new)

    def check(self, name: str, password: bytes) -> bool:
        return self._storage.with_lock("check", partial(self._verify, name, password))

    def _verify(self, name: str, password: bytes, s: MemoryStorage) -> bool:
        stored = s.users.get(name, b"")
        return bcrypt.checkpw(password, stored)  # expect: LCK003

    def dump(self) -> dict[str, bytes]:
        return self._storage.with_lock("dump", self._users)

    def _users(self, s: MemoryStorage):
        return s.users  # expect: LCK009

    def names(self) -> list[str]:
        return self._storage.with_lock("names", lambda s: sorted(s.users))

    def alive(self) -> bool:
        return with_storage_traced(self._storage, "alive", lambda s: self._hooks.ping())  # expect: LCK005 via ping -> get
