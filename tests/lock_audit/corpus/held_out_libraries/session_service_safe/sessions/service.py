from __future__ import annotations

import functools
import secrets
from typing import Optional

import bcrypt

from .storage import SessionStore, with_storage


def _insert(user: str, sid: str, store: SessionStore) -> str:
    store.insert(sid, user)
    return sid


class SessionService:
    def __init__(self, store: SessionStore, hashes: dict[str, bytes]) -> None:
        self._store = store
        self._hashes = dict(hashes)

    def login(self, user: str, password: str) -> Optional[str]:
        hashed = self._hashes.get(user)
        if hashed is None or not bcrypt.checkpw(password.encode(), hashed):
            return None
        sid = secrets.token_urlsafe(32)
        return with_storage(self._store, "login", functools.partial(_insert, user, sid))

    def whoami(self, sid: str) -> Optional[str]:
        return with_storage(self._store, "whoami", lambda store: store.user_of(sid))

    def logout(self, sid: str) -> bool:
        def action(store: SessionStore) -> bool:
            return store.remove(sid)

        return with_storage(self._store, "logout", action)

    def purge(self) -> int:
        return with_storage(self._store, "purge", SessionStore.purge)
