# corpus: strict not checked
"""A callback's own body is the critical section: the excuse belongs into it."""

import threading

import psycopg
from service.storage import with_storage


class Notes:
    def __init__(self, storage: object, conn: psycopg.Connection) -> None:
        self._storage = storage
        self._conn = conn

    def save(self, text: str) -> None:
        def write(state) -> None:
            state.notes.append(text)
            # lock-audit: allow LCK004 -- the listener needs both or none
            self._conn.execute("INSERT INTO n VALUES (%s)", (text,))  # expect: LCK004[suppressed]

        with_storage(self._storage, "save", write)

    def drop(self) -> None:
        # expect-next: LCK000
        with_storage(self._storage, "drop", self._drop)  # lock-audit: allow LCK004 -- the listener needs both or none

    def _drop(self, state) -> None:
        state.notes.clear()
        self._conn.execute("DELETE FROM n")  # expect: LCK004


def started(thread: threading.Thread) -> bool:
    return thread.is_alive()
