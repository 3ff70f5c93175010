# corpus: strict not checked
"""Password hashing admitted through a limiter, users in a locked dict."""
from __future__ import annotations

import os
import threading
from dataclasses import dataclass
from typing import Dict, Optional

import bcrypt
from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError


class HashBusy(Exception):
    pass


@dataclass
class User:
    name: str
    digest: str
    legacy: bool = False
    failures: int = 0


class HashGate:
    """At most one hash per core."""

    def __init__(self, wait: float = 2.0) -> None:
        self._slots = threading.BoundedSemaphore(max(2, os.cpu_count() or 2))
        self._wait = wait
        self._hasher = PasswordHasher()

    def make(self, password: str) -> str:
        if not self._slots.acquire(timeout=self._wait):
            raise HashBusy()
        try:
            return self._hasher.hash(password)
        finally:
            self._slots.release()

    def check(self, digest: str, password: str, legacy: bool) -> bool:
        if not self._slots.acquire(timeout=self._wait):
            raise HashBusy()
        try:
            if legacy:
                return bcrypt.checkpw(password.encode(), digest.encode())
            return self._hasher.verify(digest, password)
        except VerifyMismatchError:
            return False
        finally:
            self._slots.release()


class Users:
    def __init__(self, gate: HashGate) -> None:
        self._gate = gate
        self._lock = threading.Lock()
        self._users: Dict[str, User] = {}

    def add(self, name: str, password: str) -> bool:
        digest = self._gate.make(password)
        with self._lock:
            if name in self._users:
                return False
            self._users[name] = User(name, digest)
            return True

    def _digest(self, name: str) -> Optional[tuple]:
        with self._lock:
            user = self._users.get(name)
            return (user.digest, user.legacy) if user else None

    def login(self, name: str, password: str) -> bool:
        found = self._digest(name)
        if found is None:
            return False
        digest, legacy = found
        ok = self._gate.check(digest, password, legacy)
        upgraded = self._gate.make(password) if ok and legacy else None
        with self._lock:
            user = self._users.get(name)
            if user is None or user.digest != digest:
                return False
            user.failures = 0 if ok else user.failures + 1
            if upgraded is not None:
                user.digest, user.legacy = upgraded, False
        return ok
