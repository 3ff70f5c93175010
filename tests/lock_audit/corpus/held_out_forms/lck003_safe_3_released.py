# corpus: strict not checked
"""Decorators, context managers and loops that have let go of the lock before the hash."""
import functools
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import bcrypt
import jwt

KEY = "not-a-secret"
_calls_lock = threading.Lock()
_calls: Counter[str] = Counter()


def counted(fn):
    @functools.wraps(fn)
    def wrapper(*args, **kwargs):
        with _calls_lock:
            _calls[fn.__name__] += 1
        return fn(*args, **kwargs)

    return wrapper


@counted
def sign(user: str) -> str:
    return jwt.encode({"sub": user}, KEY, algorithm="HS256")


@contextmanager
def numbered(name: str) -> Iterator[int]:
    with _calls_lock:
        _calls[name] += 1
        number = _calls[name]
    yield number


def check(password: bytes, digest: bytes) -> bool:
    with numbered("check"):
        return bcrypt.checkpw(password, digest)


def then(name: str, action: Callable[[int], bytes]) -> bytes:
    with _calls_lock:
        number = _calls[name]
    return action(number)


def hash_with(name: str, password: bytes) -> bytes:
    return then(name, lambda n: bcrypt.hashpw(password + str(n).encode(), bcrypt.gensalt()))


def patient(password: bytes) -> bytes:
    while not _calls_lock.acquire(timeout=0.05):
        time.sleep(0.01)
    try:
        _calls["patient"] += 1
    finally:
        _calls_lock.release()
    return bcrypt.hashpw(password, bcrypt.gensalt())
