from __future__ import annotations

import hashlib
import threading

import jwt
from argon2 import PasswordHasher


class Sealer:
    """Slow crypto behind a limiter of a configured size."""

    def __init__(self, key: str, parallel: int) -> None:
        self._key = key
        self._hasher = PasswordHasher()
        self._slots = threading.Semaphore(parallel)

    def derive(self, secret: bytes, salt: bytes) -> bytes:
        with self._slots:
            return hashlib.scrypt(secret, salt=salt, n=2 ** 14, r=8, p=1)

    def seal(self, pin: str) -> str:
        if not self._slots.acquire(timeout=5):
            raise TimeoutError("too many hashes")
        try:
            return self._hasher.hash(pin)
        finally:
            self._slots.release()

    def check(self, sealed: str, pin: str) -> bool:
        with self._slots:
            return self._hasher.verify(sealed, pin)

    def __call__(self, claims: dict) -> str:
        return jwt.encode(claims, self._key, algorithm="HS256")
