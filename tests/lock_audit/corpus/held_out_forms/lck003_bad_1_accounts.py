# corpus: strict not checked
"""Accounts: hashing through attributes, a callable object, a base class and a property."""
import threading

import bcrypt
from argon2 import PasswordHasher
from passlib.context import CryptContext

_context = CryptContext(schemes=["bcrypt"])


class Verifier:
    def __init__(self) -> None:
        self._argon = PasswordHasher()

    def __call__(self, digest: str, password: str) -> bool:
        return self._argon.verify(digest, password)


class Accounts:
    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._digests: dict[str, str] = {}
        self._verify = Verifier()
        self._hasher = PasswordHasher(time_cost=3)

    def rehash(self, name: str, password: str) -> None:
        with self._lock:
            self._digests[name] = self._hasher.hash(password)  # expect: LCK003

    def check(self, name: str, password: str) -> bool:
        with self._lock:
            digest = self._digests[name]
            return self._verify(digest, password)  # expect: LCK003

    def check_late(self, name: str, password: str) -> bool:
        with self._lock:
            digest = self._digests[name]
        return self._verify(digest, password)

    def _legacy(self, name: str, password: bytes) -> bool:
        return bcrypt.checkpw(password, self._digests[name].encode())


class AdminAccounts(Accounts):
    @property
    def probe(self) -> str:
        return _context.hash("probe")

    def login(self, name: str, password: bytes) -> bool:
        with self._lock:
            if name not in self._digests:
                return False
            return self._legacy(name, password)  # expect: LCK003 via _legacy -> bcrypt.checkpw

    def warm(self) -> None:
        with self._lock:
            self._digests["probe"] = self.probe  # expect: LCK003 via probe -> hash

    def upgrade(self, name: str, password: str) -> bool:
        with self._lock:
            stored = self._digests.get(name, "")
            ok = bool(stored) and _context.verify(password, stored)  # expect: LCK003
            return ok
