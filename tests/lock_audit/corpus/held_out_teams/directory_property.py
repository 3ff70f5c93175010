# corpus: strict not checked
"""User directory; slow work hides behind a property and a callable object."""
from __future__ import annotations

import threading

from passlib.context import CryptContext
from psycopg_pool import ConnectionPool
from werkzeug.security import generate_password_hash


class PasswordChecker:
    def __init__(self, context: CryptContext) -> None:
        self._context = context

    def __call__(self, password: str, digest: str) -> bool:
        return self._context.verify(password, digest)


class Directory:
    def __init__(self, checker: PasswordChecker, pool: ConnectionPool) -> None:
        self._checker = checker
        self._pool = pool
        self._lock = threading.Lock()
        self._digests: dict[str, str] = {}
        self._failures = 0

    @property
    def cached(self) -> int:
        return len(self._digests)

    @property
    def stored(self) -> int:
        with self._pool.connection(timeout=1.0) as conn:
            return conn.execute("SELECT count(*) FROM users").fetchone()[0]

    def login(self, name: str, password: str) -> bool:
        with self._lock:
            digest = self._digests.get(name)
            ok = digest is not None and self._checker(password, digest)  # expect: LCK003
            if not ok:
                self._failures += 1
        return ok

    def login_outside(self, name: str, password: str) -> bool:
        with self._lock:
            digest = self._digests.get(name)
        return digest is not None and self._checker(password, digest)

    def describe(self) -> str:
        with self._lock:
            here = self.cached
            total = self.stored  # expect: LCK004
        return f"{here} of {total}"

    def set_password(self, name: str, password: str) -> None:
        with self._lock:
            self._digests[name] = generate_password_hash(password)  # expect: LCK003

    def failures(self) -> int:
        with self._lock:
            return self._failures
