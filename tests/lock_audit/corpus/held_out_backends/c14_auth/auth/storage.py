from __future__ import annotations

import threading
from dataclasses import dataclass


@dataclass
class User:
    email: str
    digest: bytes
    failures: int = 0


class LockTimeout(Exception):
    pass


class Storage:
    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.users: dict[str, User] = {}

    def fail(self, email: str) -> int:
        user = self.users[email]
        user.failures += 1
        return user.failures


def with_storage(storage: Storage, label: str, fn, timeout: float = 0.25):
    if not storage.lock.acquire(timeout=timeout):
        raise LockTimeout(label)
    try:
        return fn(storage)
    finally:
        storage.lock.release()
