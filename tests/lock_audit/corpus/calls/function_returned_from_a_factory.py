# corpus: strict not checked
"""Calling the factory is cheap; calling what it returned may not be."""
import threading

import bcrypt

_lock = threading.Lock()
_digests: dict[str, bytes] = {}


def make_checker(pepper: bytes):
    def check(password: bytes, digest: bytes) -> bool:
        return bcrypt.checkpw(password + pepper, digest)

    return check


def make_counter():
    def count(name: str) -> int:
        return len(_digests) + len(name)

    return count


_check = make_checker(b"pepper")
_count = make_counter()


def login(name: str, password: bytes) -> bool:
    with _lock:
        return _check(password, _digests[name])  # expect: LCK003


def size(name: str) -> int:
    with _lock:
        return _count(name)


def login_outside(name: str, password: bytes, pepper: bytes) -> bool:
    with _lock:
        digest = _digests[name]
        check = make_checker(pepper)
    return check(password, digest)
