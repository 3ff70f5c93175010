# corpus: strict not checked
"""A generator that yields inside another's section holds too; one that yields after it does not."""
import threading
from contextlib import contextmanager

import bcrypt

_lock = threading.Lock()
_users: dict[str, bytes] = {}


@contextmanager
def _locked():
    with _lock:
        yield


@contextmanager
def transaction():
    before = dict(_users)
    with _locked():
        try:
            yield
        except ValueError:
            _users.update(before)
            raise


@contextmanager
def audited(name: str):
    with _locked():
        known = name in _users
    yield known


def _digest(password: bytes) -> bytes:
    return bcrypt.hashpw(password, bcrypt.gensalt())


def rename(old: str, new: str) -> None:
    with transaction():
        _users[new] = _users.pop(old)


def set_password(name: str, password: bytes) -> None:
    with transaction():
        _users[name] = _digest(password)  # expect: LCK003


def check(name: str, password: bytes, digest: bytes) -> bool:
    with audited(name) as known:
        return known and bcrypt.checkpw(password, digest)
