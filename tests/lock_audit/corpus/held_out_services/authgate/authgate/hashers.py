from __future__ import annotations

import hashlib
from typing import Protocol

import bcrypt
from argon2 import PasswordHasher
from werkzeug.security import check_password_hash


class Hasher(Protocol):
    def matches(self, stored: str, given: str) -> bool: ...


class BcryptHasher:
    def matches(self, stored: str, given: str) -> bool:
        return bcrypt.checkpw(given.encode(), stored.encode())


class LegacyHasher:
    def old_matches(self, stored: str, given: str) -> bool:
        return check_password_hash(stored, given)


class ArgonHasher:
    def __init__(self) -> None:
        self._ph = PasswordHasher()

    def make(self, given: str) -> str:
        return self._ph.hash(given)


def recovery_key(code: str, salt: bytes) -> bytes:
    return hashlib.pbkdf2_hmac("sha256", code.encode(), salt, 200_000)


def fingerprint(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
