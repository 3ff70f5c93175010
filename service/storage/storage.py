"""Reading through the memory: what is there is served, what is not is queried once and kept."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from typing import Generic, TypeVar

from service.config import Settings
from service.database import sessions, users
from service.database.pool import Database
from service.database.users import User
from service.errors.kinds import ErrorCode
from service.errors.types import DeadlineExceeded, QueryTimeout, StorageLockTimeout
from service.limits.deadline import Deadline, bound_of, bounded_by, current_deadline
from service.limits.locks import LockLimits
from service.storage.lock import with_storage
from service.storage.state import Key, OpenSession, StorageState
from service.telemetry.trace import current_waits

T = TypeVar("T", User, OpenSession)  # what is read through the memory

# How long a thread waits for another thread's read: that one may wait for a connection and then for the answer.
FOLLOW_SLACK_MS = 500
FOLLOWED = "asked.by.another.request"


@dataclass(frozen=True)
class _Turn(Generic[T]):
    """What a thread found when it looked: the value, somebody else's read to wait for, or its own to do."""

    value: T | None = None
    follow: Future[T | None] | None = None
    lead: Future[T | None] | None = None


class Storage:
    """Users and sessions of this process's memory in front of PostgreSQL, which alone is true.

    Thread-safe. `lock` guards `state` and is a leaf: see `with_storage`.
    """

    def __init__(self, database: Database, settings: Settings) -> None:
        self.lock = threading.Lock()
        self.lock_limits = LockLimits(settings.storage_lock_try_ms, settings.storage_lock_spin_ms)
        self.state = StorageState(settings.cache_max_entries, settings.cache_ttl_seconds)
        self._database = database
        self._follow_ms = settings.pool_timeout_ms + settings.query_timeout_ms + FOLLOW_SLACK_MS

    def user_by_name(self, username_key: str) -> tuple[User | None, bool]:
        """The user of that name, and whether it comes from memory and may have changed since."""
        return self._read_through(
            ("user", username_key),
            look=lambda state: state.user_by_name(username_key),
            load=lambda: users.find_by_username(self._database, username_key),
            keep=lambda state, user: state.keep_user(user),
        )

    def user_by_session(self, session_id: str) -> User | None:
        """The user of a session that is open, whatever the user's status."""
        session, _ = self._read_through(
            ("session", session_id),
            look=lambda state: state.session(session_id),
            load=lambda: self._load_session(session_id),
            keep=lambda state, session: state.keep_session(session_id, session),
        )
        return session.user if session is not None else None

    def _load_session(self, session_id: str) -> OpenSession | None:
        found = sessions.find(self._database, session_id)
        if found is None:
            return None
        user, expires_in_s = found
        return OpenSession(user, time.monotonic() + expires_in_s)

    def forget_user(self, user_id: str) -> None:
        """Forget it here at once, after a change or because it proved stale."""
        self._tidy("user.forget", lambda state: state.forget_user(user_id))

    def forget_sessions(self, session_ids: list[str]) -> None:
        """Forget them here at once, after they were ended."""

        def forget(state: StorageState) -> None:
            for session_id in session_ids:
                state.forget_session(session_id)

        self._tidy("session.forget", forget)

    def _read_through(
        self,
        key: Key,
        *,
        look: Callable[[StorageState], T | None],
        load: Callable[[], T | None],
        keep: Callable[[StorageState, T], None],
    ) -> tuple[T | None, bool]:
        """
        One query however many threads miss the same key, and none under the lock.

        "Nobody" is never kept, and a thread takes it only from a query that began after the thread came: the user
        may have been made in between, and whoever was told so must be able to log in at once.
        """
        may_take_nobody = False
        while True:
            turn = with_storage(self, f"{key[0]}.look", lambda state: _look(state, key, look))
            if turn.value is not None:
                return turn.value, True
            if turn.follow is None:
                return self._lead(key, turn.lead, load, keep), False
            try:
                value = self._follow(turn.follow)
            except DeadlineExceeded:
                bound_of(1, ErrorCode.DEADLINE_IN_QUERY)  # raises if the deadline that passed is ours
                continue  # it was the other request that had no time left; this one still has
            if value is not None or may_take_nobody:
                return value, False
            may_take_nobody = True

    def _lead(
        self,
        key: Key,
        lead: Future[T | None] | None,
        load: Callable[[], T | None],
        keep: Callable[[StorageState, T], None],
    ) -> T | None:
        if lead is None:  # bypassed: everybody asks for themselves
            return load()
        # In either case the others get their answer first, and a read that is done counts as none under way: should
        # the lock not be free in time to record it, nobody is misled.
        try:
            value = load()
        except BaseException as exc:
            lead.set_exception(exc)
            self._record(key, lead, lambda state: None)
            raise
        lead.set_result(value)
        self._record(key, lead, lambda state: keep(state, value) if value is not None else None)
        return value

    def _record(self, key: Key, lead: Future[T | None], keep: Callable[[StorageState], None]) -> None:
        """End the read *lead*, and keep its result unless an invalidation has overtaken it."""

        def record(state: StorageState) -> None:
            if state.loading.get(key) is lead:
                del state.loading[key]
                keep(state)

        self._tidy(f"{key[0]}.keep", record)

    def _tidy(self, label: str, operation: Callable[[StorageState], None]) -> None:
        """Bring the memory in line with what has happened in PostgreSQL already.

        That can't be undone, so it does not fail: if the lock is not free, the notification of the change, or the age
        limit, does the same a moment later. Waits: as `with_storage`; when the deadline is over, for one more slice.
        """
        deadline, slice_ms = current_deadline(), self.lock_limits.spin_ms
        if deadline is not None and deadline.remaining_s() * 1000 < slice_ms:
            deadline = Deadline.after_ms(slice_ms)
        with bounded_by(deadline), suppress(StorageLockTimeout, DeadlineExceeded):
            with_storage(self, label, operation)

    def _follow(self, other: Future[T | None]) -> T | None:
        bound = bound_of(self._follow_ms, ErrorCode.DEADLINE_IN_QUERY)
        began = current_waits().begin("db", FOLLOWED)
        try:
            return other.result(timeout=bound.remaining_s())
        except TimeoutError as exc:
            if bound.is_deadline:
                raise DeadlineExceeded(ErrorCode.DEADLINE_IN_QUERY) from exc
            raise QueryTimeout(ErrorCode.NO_ANSWER) from exc
        finally:
            current_waits().add("db", began, label=FOLLOWED)


def _look(state: StorageState, key: Key, look: Callable[[StorageState], T | None]) -> _Turn[T]:
    if not state.is_caching:
        return _Turn()
    value = look(state)
    if value is not None:
        return _Turn(value=value)
    under_way = state.loading.get(key)
    if under_way is not None and not under_way.done():
        return _Turn(follow=under_way)
    lead: Future[T | None] = Future()
    state.loading[key] = lead
    return _Turn(lead=lead)
