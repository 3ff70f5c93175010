# corpus: strict not checked
import functools
import threading

from passlib.context import CryptContext

_ctx = CryptContext(schemes=["argon2"])
_state_lock = threading.RLock()
_attempts = {}


def synchronized(lock):
    def deco(fn):
        @functools.wraps(fn)
        def wrapper(*args, **kwargs):
            with lock:
                return fn(*args, **kwargs)
        return wrapper
    return deco


@synchronized(_state_lock)
def attempt(name, password, digest):
    _attempts[name] = _attempts.get(name, 0) + 1
    if _attempts[name] > 5:
        return False
    return _ctx.verify(password, digest)  # expect: LCK003


@synchronized(_state_lock)
def reset(name):
    _attempts.pop(name, None)


def digest_of(password):
    return _ctx.hash(password)
