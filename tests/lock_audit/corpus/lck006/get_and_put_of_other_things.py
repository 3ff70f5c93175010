# corpus: strict not checked
"""A cache, a mapping and a context variable have `get` and `put` too; none of them waits."""

import contextvars
import threading

_tenant = contextvars.ContextVar("tenant", default="public")


class Shelf:
    """A plain in-memory map with queue-like names."""

    def __init__(self):
        self._slots: dict[str, object] = {}

    def put(self, key: str, value: object) -> None:
        self._slots[key] = value

    def get(self, key: str) -> object:
        return self._slots.get(key)


class SessionCache:
    def __init__(self):
        self._lock = threading.Lock()
        self._queue: dict[str, float] = {}
        self._shelf = Shelf()

    def touch(self, session_id: str, now: float) -> float:
        with self._lock:
            before = self._queue.get(session_id, now)
            self._queue[session_id] = now
            return now - before

    def remember(self, key: str, value: object) -> None:
        with self._lock:
            self._shelf.put(_tenant.get() + key, value)

    def recall(self, key: str) -> object:
        with self._lock:
            return self._shelf.get(_tenant.get() + key)
