# corpus: strict not checked
"""Defaults and arguments are evaluated before the section starts."""
import threading
import hashlib

SALT = b"pepper"
_lock = threading.Lock()
_marks = {}

_BASE = hashlib.scrypt(b"base", salt=SALT, n=2**14, r=8, p=1)


def with_lock(lock, fn):
    with lock:
        return fn()


def mark(name, key=hashlib.pbkdf2_hmac("sha256", b"k", SALT, 1000)):
    with _lock:
        _marks[name] = key
        return name in _marks


def register(name, secret):
    def store(value=hashlib.pbkdf2_hmac("sha256", secret, SALT, 100_000)):
        _marks[name] = value
        return len(_marks)

    return with_lock(_lock, store)


def base_differs(name):
    with _lock:
        return _marks.get(name) != _BASE
