from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from typing import Iterable, Iterator

from .protocols import Clock, Listener


class Tracker:
    def __init__(self, clock: Clock = time.monotonic, ttl: float = 60.0) -> None:
        self._lock = threading.RLock()
        self._seen: dict[str, float] = {}
        self._listeners: list[Listener] = []
        self._clock = clock
        self._ttl = ttl

    @contextmanager
    def _table(self) -> Iterator[dict[str, float]]:
        with self._lock:
            yield self._seen

    def subscribe(self, listener: Listener) -> None:
        with self._lock:
            self._listeners.append(listener)

    def beat(self, user: str) -> bool:
        now = self._clock()
        with self._table() as seen:
            fresh = user not in seen
            seen[user] = now
            listeners = list(self._listeners)
        if fresh:
            for listener in listeners:
                listener.changed(user, True)
        return fresh

    def reap(self) -> list[str]:
        limit = self._clock() - self._ttl
        with self._table() as seen:
            gone = [user for user, at in seen.items() if at < limit]
            for user in gone:
                del seen[user]
            listeners = list(self._listeners)
        for user in gone:
            for listener in listeners:
                listener.changed(user, False)
        return gone

    def online(self) -> frozenset[str]:
        with self._lock:
            return frozenset(self._seen)

    def iter_online(self) -> Iterator[str]:
        with self._lock:
            users = sorted(self._seen)
        yield from users

    def any_of(self, users: Iterable[str]) -> bool:
        wanted = set(users)
        with self._lock:
            return any(user in self._seen for user in wanted)

    def oldest(self) -> str | None:
        with self._lock:
            return min(self._seen, key=lambda user: self._seen[user], default=None)
