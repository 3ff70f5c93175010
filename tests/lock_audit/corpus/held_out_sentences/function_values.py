# corpus: strict not checked
import threading

import bcrypt

_lock = threading.Lock()


def _hash(raw):
    return bcrypt.hashpw(raw, b"s")


def _trim(raw):
    return raw.strip()


def _upper(raw):
    return raw.upper()


SLOW = {"hash": _hash, "trim": _trim}
FAST = {"upper": _upper, "trim": _trim}


def by_default(raw, hasher=bcrypt.hashpw):
    with _lock:
        return hasher(raw, b"s")  # expect: LCK003


def by_fast_default(raw, change=_trim):
    with _lock:
        return change(raw)


def by_name(kind, raw):
    with _lock:
        return SLOW[kind](raw)  # expect: LCK003


def by_fast_name(kind, raw):
    handler = FAST[kind]
    with _lock:
        return handler(raw)


def passed_only(kind):
    with _lock:
        return SLOW[kind]
