from __future__ import annotations

import threading
from typing import Callable, TypeVar

from .models import Hold, Member

R = TypeVar("R")


class Busy(RuntimeError):
    """The storage stayed locked for too long."""


class RoomStorage:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.holds: dict[str, Hold] = {}
        self.members: dict[str, Member] = {}
        self.requests: dict[str, int] = {}

    def count(self, owner: str) -> int:
        self.requests[owner] = self.requests.get(owner, 0) + 1
        return self.requests[owner]

    def add_hold(self, hold: Hold) -> bool:
        if any(h.room == hold.room for h in self.holds.values()):
            return False
        self.holds[hold.code] = hold
        return True

    def extend(self, code: str, by: int) -> Hold | None:
        hold = self.holds.get(code)
        if hold is None:
            return None
        self.holds[code] = hold.extended(by)
        return self.holds[code]


def with_storage(storage: RoomStorage, label: str, fn: Callable[[RoomStorage], R], timeout: float = 1.0) -> R:
    taken = storage._lock.acquire(timeout=timeout)
    if not taken:
        raise Busy(label)
    try:
        return fn(storage)
    finally:
        storage._lock.release()
