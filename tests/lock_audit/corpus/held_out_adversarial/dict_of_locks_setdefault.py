# corpus: strict not checked
import threading
import bcrypt

_locks: dict[str, threading.Lock] = {}
_meta = threading.Lock()
_attempts: dict[str, int] = {}


def _lock_for(user: str) -> threading.Lock:
    with _meta:
        return _locks.setdefault(user, threading.Lock())


def check(user: str, pw: bytes, stored: bytes) -> bool:
    with _lock_for(user):
        _attempts[user] = _attempts.get(user, 0) + 1
        return bcrypt.checkpw(pw, stored)  # expect: LCK003


def check_ok(user: str, pw: bytes, stored: bytes) -> bool:
    good = bcrypt.checkpw(pw, stored)
    with _lock_for(user):
        _attempts[user] = 0 if good else _attempts.get(user, 0) + 1
        return good
