from __future__ import annotations

from passlib.context import CryptContext

from .limiter import HashQueue

_context = CryptContext(schemes=["argon2", "bcrypt"], deprecated="auto")


class Passwords:
    def __init__(self, queue: HashQueue) -> None:
        self._queue = queue

    def make(self, plain: str) -> str:
        with self._queue:
            return _context.hash(plain)

    def matches(self, plain: str, stored: str) -> bool:
        with self._queue:
            return _context.verify(plain, stored)
