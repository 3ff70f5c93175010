"""The memory behind the storage lock: users and sessions read lately, and what is being read just now."""

from __future__ import annotations

import time
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from cachetools import LRUCache, TTLCache

from service.database.users import User

Key = tuple[str, str]


@dataclass(frozen=True)
class OpenSession:
    """A session that has not ended, and the moment (monotonic seconds) at which it expires if nobody refreshes it."""

    user: User
    open_until: float


class StorageState:
    """Guarded by the storage lock as a whole; no method waits or calls anybody.

    Bounded: each of the caches forgets the least recently used entry beyond *max_entries*, and any entry *ttl_s*
    seconds after it was read. `loading` holds the reads under way, one for each key; a read whose key is no longer
    there when it ends was overtaken by an invalidation, and its result is not kept.
    """

    def __init__(self, max_entries: int, ttl_s: float) -> None:
        self._users: TTLCache[str, User] = TTLCache(max_entries, ttl_s)
        self._user_ids_by_name: LRUCache[str, str] = LRUCache(max_entries)
        self._sessions: TTLCache[str, tuple[str, float]] = TTLCache(max_entries, ttl_s)
        self.loading: dict[Key, Future[Any]] = {}
        self.is_caching = False

    def user_by_name(self, username_key: str) -> User | None:
        user = self._users.get(self._user_ids_by_name.get(username_key, ""))
        return user if user is not None and user.username_key == username_key else None

    def session(self, session_id: str) -> OpenSession | None:
        user_id, open_until = self._sessions.get(session_id, ("", 0.0))
        user = self._users.get(user_id)
        return OpenSession(user, open_until) if user is not None and time.monotonic() < open_until else None

    def keep_user(self, user: User) -> None:
        self._users[user.user_id] = user
        self._user_ids_by_name[user.username_key] = user.user_id

    def keep_session(self, session_id: str, session: OpenSession) -> None:
        self._sessions[session_id] = (session.user.user_id, session.open_until)
        self.keep_user(session.user)

    def forget_user(self, user_id: str) -> None:
        # A read by name or by session may be about this user, and nobody can tell before it ends: all are overtaken.
        self.loading.clear()
        self._users.pop(user_id, None)

    def forget_session(self, session_id: str) -> None:
        self.loading.clear()
        self._sessions.pop(session_id, None)

    def start_empty(self, *, caching: bool) -> None:
        """Forget everything; keep anything from now on only if *caching*."""
        self.is_caching = caching
        self.loading.clear()
        self._users.clear()
        self._user_ids_by_name.clear()
        self._sessions.clear()
