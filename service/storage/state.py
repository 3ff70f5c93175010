"""The memory behind the storage lock: users and sessions read lately, and what is being read just now."""

from __future__ import annotations

from concurrent.futures import Future

from cachetools import LRUCache, TTLCache

from service.database.users import User

Key = tuple[str, str]


class StorageState:
    """Guarded by the storage lock as a whole; no method waits or calls anybody.

    Bounded: each of the caches forgets the least recently used entry beyond *max_entries*, and any entry *ttl_s*
    seconds after it was read. `loading` holds the reads under way, one for each key; a read whose key is no longer
    there when it ends was overtaken by an invalidation, and its result is not kept.
    """

    def __init__(self, max_entries: int, ttl_s: float) -> None:
        self._users: TTLCache[str, User] = TTLCache(max_entries, ttl_s)
        self._user_ids_by_name: LRUCache[str, str] = LRUCache(max_entries)
        self._user_ids_by_session: TTLCache[str, str] = TTLCache(max_entries, ttl_s)
        self.loading: dict[Key, Future[User | None]] = {}
        self.is_caching = False

    def user_by_name(self, username_key: str) -> User | None:
        user = self._users.get(self._user_ids_by_name.get(username_key, ""))
        return user if user is not None and user.username_key == username_key else None

    def user_by_session(self, session_id: str) -> User | None:
        return self._users.get(self._user_ids_by_session.get(session_id, ""))

    def keep_user(self, user: User) -> None:
        self._users[user.user_id] = user
        self._user_ids_by_name[user.username_key] = user.user_id

    def keep_session(self, session_id: str, user: User) -> None:
        self._user_ids_by_session[session_id] = user.user_id
        self.keep_user(user)

    def forget_user(self, user_id: str) -> None:
        # A read by name or by session may be about this user, and nobody can tell before it ends: all are overtaken.
        self.loading.clear()
        self._users.pop(user_id, None)

    def forget_session(self, session_id: str) -> None:
        self.loading.clear()
        self._user_ids_by_session.pop(session_id, None)

    def start_empty(self, *, caching: bool) -> None:
        """Forget everything; keep anything from now on only if *caching*."""
        self.is_caching = caching
        self.loading.clear()
        self._users.clear()
        self._user_ids_by_name.clear()
        self._user_ids_by_session.clear()
