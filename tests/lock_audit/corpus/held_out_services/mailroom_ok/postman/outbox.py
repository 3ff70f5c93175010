from __future__ import annotations

import threading
from collections import deque

from .message import Envelope


class Closed(Exception):
    pass


class Outbox:
    """Bounded buffer; every wait has a limit."""

    def __init__(self, size: int) -> None:
        self._mutex = threading.Lock()
        self._changed = threading.Condition(self._mutex)
        self._buffer: deque[Envelope] = deque()
        self._size = size
        self._closed = False

    def offer(self, env: Envelope, patience: float = 1.0) -> bool:
        with self._changed:
            if not self._changed.wait_for(self._has_room, timeout=patience):
                return False
            if self._closed:
                raise Closed()
            self._buffer.append(env)
            self._changed.notify_all()
            return True

    def take(self, patience: float = 1.0) -> Envelope | None:
        with self._mutex:
            if not self._buffer and not self._closed:
                self._changed.wait(patience)
            if not self._buffer:
                return None
            env = self._buffer.popleft()
            self._changed.notify_all()
            return env

    def take_many(self, limit: int) -> list[Envelope]:
        with self._mutex:
            batch = [self._buffer.popleft() for _ in range(min(limit, len(self._buffer)))]
            self._changed.notify_all()
        return batch

    def _has_room(self) -> bool:
        return self._closed or len(self._buffer) < self._size

    def close(self) -> None:
        with self._mutex:
            self._closed = True
            self._changed.notify_all()

    def __len__(self) -> int:
        with self._mutex:
            return len(self._buffer)
