from __future__ import annotations

import threading

from .hashers import ArgonHasher, BcryptHasher, LegacyHasher, fingerprint, recovery_key
from .sync import synchronized
from .tokens import TokenMint
from .users import User, UserTable


class AuthGate:
    def __init__(self, mint: TokenMint) -> None:
        self._lock = threading.Lock()
        self._users = UserTable()
        self._mint = mint
        self._bcrypt = BcryptHasher()
        self._legacy = LegacyHasher()
        self._argon = ArgonHasher()
        self._codes: dict[str, bytes] = {}
        self._seen: set[str] = set()

    @synchronized
    def login(self, name: str, given: str) -> bool:
        user = self._users.find(name)
        if user is None or user.locked:
            return False
        if not self._verify(user, given):  # expect: LCK003 via _verify -> matches -> checkpw
            user.failures += 1
            return False
        user.failures = 0
        return True

    def login_well(self, name: str, given: str) -> str | None:
        user = self._lookup(name)
        if user is None or not self._verify(user, given):
            return None
        return self._mint.issue(name)

    @synchronized
    def _lookup(self, name: str) -> User | None:
        return self._users.find(name)

    def _verify(self, user: User, given: str) -> bool:
        return self._bcrypt.matches(user.stored, given)

    def enroll(self, name: str, given: str) -> None:
        with self._lock:
            user = User(name, self._argon.make(given))  # expect: LCK003 via make -> hash
            self._users.store(user)

    def migrate(self, name: str, given: str) -> bool:
        got = self._lock.acquire(timeout=1.0)
        if not got:
            return False
        try:
            user = self._users.find(name)
            return user is not None and self._legacy.old_matches(user.stored, given)  # expect: LCK003 via old_matches -> check_password_hash
        finally:
            self._lock.release()

    def recover(self, name: str, code: str) -> bytes:
        with self._lock:
            self._seen.add(fingerprint(code))
            self._codes[name] = recovery_key(code, name.encode())  # expect: LCK003 via recovery_key -> pbkdf2_hmac
            return self._codes[name]

    @synchronized
    def seen(self):
        return self._seen  # expect: LCK009

    def session(self, name: str) -> str:
        with self._lock:
            self._seen.add(name)
            return self._mint.issue(name)  # expect: LCK003 via issue -> _encode -> encode; LCK007
