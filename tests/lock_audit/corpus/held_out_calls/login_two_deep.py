# corpus: strict not checked
"""Login service for the shop back office."""
import threading
from typing import Optional

import bcrypt


class UserRecord:
    def __init__(self, name: str, digest: bytes) -> None:
        self.name = name
        self.digest = digest
        self.failures = 0


class LoginService:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._users: dict[str, UserRecord] = {}

    def register(self, name: str, digest: bytes) -> None:
        with self._lock:
            self._users[name] = UserRecord(name, digest)

    def login(self, name: str, password: str) -> bool:
        with self._lock:
            user = self._users.get(name)
            if user is None:
                return False
            ok = self._password_ok(user, password)  # expect: LCK003 via _password_ok -> _compare -> checkpw
            if not ok:
                user.failures += 1
            return ok

    def _password_ok(self, user: UserRecord, password: str) -> bool:
        if user.failures > 10:
            return False
        return _compare(password, user.digest)

    def failures(self, name: str) -> Optional[int]:
        with self._lock:
            user = self._users.get(name)
            return user.failures if user else None


def _compare(password: str, digest: bytes) -> bool:
    return bcrypt.checkpw(password.encode("utf-8"), digest)
