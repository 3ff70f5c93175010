# corpus: strict not checked
"""Lambdas of a module are all called <lambda>, and are different functions all the same."""

import threading

import bcrypt

_lock = threading.Lock()
_known: dict[str, bytes] = {}

matches = lambda password, digest: bcrypt.checkpw(password, digest)
check = lambda name, password: matches(password, _known[name])
size = lambda: len(_known)
double = lambda: 2 * size()


def login(name: str, password: bytes) -> bool:
    with _lock:
        return check(name, password)  # expect: LCK003 via check -> matches -> bcrypt.checkpw


def count() -> int:
    with _lock:
        return double()


def login_outside(name: str, password: bytes) -> bool:
    with _lock:
        digest = _known[name]
    return matches(password, digest)
