# corpus: strict not checked
from functools import partial
import threading

import bcrypt

_lock = threading.Lock()
_digests = {}


def with_lock(lock, fn, timeout=2.0):
    if not lock.acquire(timeout=timeout):
        raise TimeoutError("busy")
    try:
        return fn()
    finally:
        lock.release()


def _replace(name, plain, salt):
    old = _digests.get(name)
    _digests[name] = bcrypt.hashpw(plain, salt)  # expect: LCK003
    return old is not None


def change(name, plain):
    salt = bcrypt.gensalt()
    return with_lock(_lock, partial(_replace, name, plain, salt))


def forget(name):
    return with_lock(_lock, lambda: _digests.pop(name, None))


def known(name):
    return with_lock(_lock, lambda: name in _digests)
