# corpus: strict not checked
"""The same slow helpers as anybody has, all of them called while nothing is held."""
import threading

import bcrypt
import requests

_lock = threading.Lock()
_logins: dict[str, int] = {}


def _verify(password: bytes, stored: bytes) -> bool:
    return bcrypt.checkpw(password, stored)


def _report(user: str, count: int) -> None:
    requests.post("https://audit.example", json={"user": user, "count": count}, timeout=1)


def _next_count(user: str) -> int:
    return _logins.get(user, 0) + 1


def login(user: str, password: bytes, stored: bytes) -> bool:
    if not _verify(password, stored):
        return False
    with _lock:
        count = _next_count(user)
        _logins[user] = count
    _report(user, count)
    return True


def login_with_acquire(user: str, password: bytes, stored: bytes) -> bool:
    matches = _verify(password, stored)
    if not _lock.acquire(timeout=0.5):
        return False
    try:
        count = _next_count(user)
        _logins[user] = count
    finally:
        _lock.release()
    _report(user, count)
    return matches
