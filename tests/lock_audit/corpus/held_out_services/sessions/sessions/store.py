from __future__ import annotations

import secrets
import threading
import time
from contextlib import contextmanager
from typing import Iterator

from .entry import Entry


class SessionStore:
    def __init__(self, ttl: float = 1800.0) -> None:
        self._lock = threading.Lock()
        self._entries: dict[str, Entry] = {}
        self._ttl = ttl

    @contextmanager
    def locked(self) -> Iterator[dict[str, Entry]]:
        with self._lock:
            yield self._entries

    def open_session(self, user: str) -> str:
        entry = Entry(secrets.token_hex(16), user, time.time() + self._ttl)
        with self.locked() as entries:
            entries[entry.sid] = entry
        return entry.sid

    def find(self, sid: str) -> Entry | None:
        with self._lock:
            return self._entries.get(sid)

    def entries(self):
        with self._lock:
            return self._entries.values()  # expect: LCK009

    def pairs(self):
        with self._lock:
            return ((e.sid, e.user) for e in self._entries.values())  # expect: LCK009

    def stream(self) -> Iterator[str]:
        with self._lock:
            for sid in self._entries:
                yield sid  # expect: LCK009

    def users(self) -> list[str]:
        with self._lock:
            return [e.user for e in self._entries.values()]

    def stream_copy(self) -> Iterator[str]:
        with self._lock:
            sids = list(self._entries)
        for sid in sids:
            yield sid
