# corpus: strict not checked
import functools
import threading

import bcrypt

_lock = threading.Lock()
_n = []


def locked(lock: threading.Lock):
    def deco(fn):
        @functools.wraps(fn)
        def inner(*args, **kwargs):
            with lock:
                return fn(*args, **kwargs)

        return inner

    return deco


def counted(fn):
    @functools.wraps(fn)
    def inner(*args, **kwargs):
        with _lock:
            _n.append(1)
        return fn(*args, **kwargs)

    return inner


@locked(_lock)
def store(raw):
    return bcrypt.hashpw(raw, b"s")  # expect: LCK003


@counted
def store_free(raw):
    return bcrypt.hashpw(raw, b"s")
