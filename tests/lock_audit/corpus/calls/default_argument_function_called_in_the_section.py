# corpus: strict not checked
"""The default is what runs when nobody says otherwise, in a function and in a method."""
import threading

import bcrypt
import requests

_lock = threading.Lock()
_logins: dict[str, int] = {}


def _matches(password: bytes, digest: bytes) -> bool:
    return bcrypt.checkpw(password, digest)


def _one() -> int:
    return 1


def login(name: str, password: bytes, digest: bytes, check=_matches) -> bool:
    with _lock:
        _logins[name] = _logins.get(name, 0) + 1
        return check(password, digest)  # expect: LCK003


def count(name: str, step=_one) -> int:
    with _lock:
        _logins[name] = _logins.get(name, 0) + step()
        return _logins[name]


class Door:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open = False

    def open(self, ring=requests.get) -> None:
        with self._lock:
            self._open = True
        ring("https://door.example", timeout=1)
