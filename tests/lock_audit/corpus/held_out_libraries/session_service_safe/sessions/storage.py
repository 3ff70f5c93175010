from __future__ import annotations

import threading
import time
from typing import Callable, Dict, Optional, TypeVar

T = TypeVar("T")


class StorageBusy(Exception):
    pass


class SessionStore:
    def __init__(self, ttl: float = 1800.0) -> None:
        self.lock = threading.Lock()
        self.ttl = ttl
        self._rows: Dict[str, dict] = {}
        self._expiry: Dict[str, float] = {}

    def insert(self, sid: str, user: str) -> None:
        self._rows[sid] = {"user": user}
        self._expiry[sid] = time.time() + self.ttl

    def user_of(self, sid: str) -> Optional[str]:
        if self._expiry.get(sid, 0.0) < time.time():
            self.remove(sid)
            return None
        return self._rows[sid]["user"]

    def remove(self, sid: str) -> bool:
        self._expiry.pop(sid, None)
        return self._rows.pop(sid, None) is not None

    def purge(self) -> int:
        now = time.time()
        gone = [sid for sid, expiry in self._expiry.items() if expiry < now]
        for sid in gone:
            self.remove(sid)
        return len(gone)


def with_storage(storage: SessionStore, label: str, action: Callable[[SessionStore], T], timeout: float = 1.0) -> T:
    if not storage.lock.acquire(timeout=timeout):
        raise StorageBusy(label)
    try:
        return action(storage)
    finally:
        storage.lock.release()
