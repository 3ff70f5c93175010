# corpus: strict not checked
import functools
import threading

from passlib.context import CryptContext

_ctx = CryptContext(schemes=["argon2"])
_state_lock = threading.Lock()
_calls = {}


def counted(fn):
    """Count the call under the lock, then run the function without it."""

    @functools.wraps(fn)
    def wrapper(*args, **kwargs):
        with _state_lock:
            _calls[fn.__name__] = _calls.get(fn.__name__, 0) + 1
        return fn(*args, **kwargs)

    return wrapper


@counted
def verify(password, digest):
    return _ctx.verify(password, digest)


@counted
def digest_of(password):
    return _ctx.hash(password)


def calls(name):
    with _state_lock:
        return _calls.get(name, 0)
