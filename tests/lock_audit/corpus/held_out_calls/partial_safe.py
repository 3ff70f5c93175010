# corpus: strict not checked
from functools import partial
import threading

from passlib.hash import pbkdf2_sha256

_lock = threading.Lock()
_digests = {}


def with_lock(lock, fn, timeout=2.0):
    if not lock.acquire(timeout=timeout):
        raise TimeoutError("busy")
    try:
        return fn()
    finally:
        lock.release()


def _replace(name, digest):
    _digests[name] = digest
    return len(_digests)


def change(name, plain):
    return with_lock(_lock, partial(_replace, name, pbkdf2_sha256.hash(plain)))


def verify(name, plain):
    digest = with_lock(_lock, partial(_digests.get, name))
    if digest is None:
        return False
    return pbkdf2_sha256.verify(plain, digest)
