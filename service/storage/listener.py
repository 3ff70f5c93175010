"""The invalidation listener: what other processes, or a person with psql, change is forgotten here.

The memory may only be used while changes are heard. A listener whose own connection is not answered for
ANSWER_TIMEOUT_S counts as disconnected: the memory is emptied and bypassed until it hears again.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from service.backoff import Backoff
from service.database.connection import BoundedConnection, waiting_until
from service.database.pool import Database
from service.errors.classify import describe
from service.errors.types import StorageLockTimeout
from service.limits.background import BackgroundThread
from service.storage.lock import with_storage_traced
from service.storage.state import StorageState
from service.storage.storage import Storage
from service.telemetry.logs import write_event
from service.telemetry.outcomes import RepeatedFailure

CHANNEL = "surelock_invalidation"
ANSWER_TIMEOUT_S = 2.0
TURN_S = 1.0
BACKOFF_FIRST_S = 0.1
BACKOFF_MAX_S = 2.0

_log = logging.getLogger("surelock.listener")


class InvalidationListener(BackgroundThread):
    """One thread with a connection of its own, past any transaction pooler."""

    def __init__(self, database: Database, storage: Storage) -> None:
        super().__init__("listener")
        self._database = database
        self._storage = storage
        self._failure = RepeatedFailure(_log, "listener", "the listener has no connection")

    def _run(self) -> None:
        backoff = Backoff(BACKOFF_FIRST_S, BACKOFF_MAX_S)
        while not self._stopping.is_set():
            if not self._database.is_ready:
                self._stopping.wait(timeout=BACKOFF_FIRST_S)
                continue
            heard = False
            try:
                with self._database.direct_connection("listener") as conn:
                    self._begin(conn)
                    heard = True
                    backoff.reset()
                    self._listen(conn)
            except Exception as exc:  # noqa: BLE001  the loop survives one bad turn
                if heard:
                    write_event(_log, "lifecycle", "warn", "changes are not heard", action="listener_lost")
                self._failure.tell(describe(exc))
            self._bypass()
            self._stopping.wait(timeout=backoff.next_s())

    def _begin(self, conn: BoundedConnection) -> None:
        with waiting_until(time.monotonic() + ANSWER_TIMEOUT_S):
            conn.execute(f"LISTEN {CHANNEL}")
        # What changed before this moment was not heard, but nothing from before is in the memory either.
        self._traced("cache.begin", lambda state: state.start_empty(caching=True))
        self._failure.is_over()
        write_event(_log, "lifecycle", "info", "changes are heard", action="listener_back")

    def _listen(self, conn: BoundedConnection) -> None:
        """Hear and forget; a round trip in each turn proves that the other side is there."""
        while not self._stopping.is_set():
            with waiting_until(time.monotonic() + ANSWER_TIMEOUT_S):
                for notification in conn.notifies(timeout=TURN_S, stop_after=1):
                    self._forget(notification.payload)
                conn.execute("SELECT 1")

    def _forget(self, payload: str) -> None:
        what, _, which = payload.partition(":")
        if what == "user":
            self._traced("user.invalidate", lambda state: state.forget_user(which))
        elif what == "session":
            self._traced("session.invalidate", lambda state: state.forget_session(which))
        else:
            self._traced("cache.invalidate", lambda state: state.start_empty(caching=True))

    def _bypass(self) -> None:
        """Forget everything and keep nothing. It must happen: a memory that nobody corrects lies."""
        while True:
            try:
                self._traced("cache.bypass", lambda state: state.start_empty(caching=False))
                return
            except StorageLockTimeout:  # told where it happened
                if self._stopping.is_set():
                    return

    def _traced(self, label: str, operation: Callable[[StorageState], None]) -> None:
        with_storage_traced(self._storage, label, "listener", "NONE", operation)
