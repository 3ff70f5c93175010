# corpus: strict not checked
"""@guarded_by(lock, ...) builds a decorator that holds the lock it was given."""
import threading
from functools import wraps

import bcrypt

_sessions_lock = threading.Lock()
_sessions: dict[str, bytes] = {}
_tries: dict[str, int] = {}


def guarded_by(lock: threading.Lock, timeout_s: float = 0.5):
    def decorate(function):
        @wraps(function)
        def wrapper(*args, **kwargs):
            if not lock.acquire(timeout=timeout_s):
                raise TimeoutError(function.__name__)
            try:
                return function(*args, **kwargs)
            finally:
                lock.release()

        return wrapper

    return decorate


def labelled(label: str):
    def decorate(function):
        function.label = label
        return function

    return decorate


@guarded_by(_sessions_lock)
def open_session(name: str, password: bytes, digest: bytes) -> bool:
    if not bcrypt.checkpw(password, digest):  # expect: LCK003
        return False
    _sessions[name] = digest
    return True


@guarded_by(_sessions_lock, timeout_s=0.1)
def close_session(name: str) -> bool:
    return _sessions.pop(name, None) is not None


@labelled("check")
def check(password: bytes, digest: bytes) -> bool:
    return bcrypt.checkpw(password, digest)
