# corpus: strict not checked
"""The safe pattern in its usual shapes."""

import threading

import bcrypt

_lock = threading.Lock()
_digests: dict[str, bytes] = {}
_stale: set[str] = set()
DUMMY = b"$2b$12$0000"


class Busy(Exception):
    """The digests were not free in time."""


def login(name: str, password: bytes) -> bool:
    if not _lock.acquire(timeout=1.0):
        raise Busy(name)
    try:
        digest = _digests.get(name, DUMMY)
    finally:
        _lock.release()
    return bcrypt.checkpw(password, digest)


def login_or_dummy(name: str, password: bytes) -> bool:
    try:
        with _lock:
            digest = _digests[name]
    except KeyError:
        bcrypt.checkpw(password, DUMMY)
        return False
    else:
        return bcrypt.checkpw(password, digest)
    finally:
        bcrypt.checkpw(b"", DUMMY)


def rehash(password: bytes) -> int:
    done = 0
    while True:
        with _lock:
            if not _stale:
                break
            name = _stale.pop()
        digest = bcrypt.hashpw(password, bcrypt.gensalt(14))
        with _lock:
            _digests[name] = digest
        done += 1
    return done


def login_when_busy(name: str, password: bytes) -> bool:
    if not _lock.acquire(timeout=0.01):
        return bcrypt.checkpw(password, DUMMY)
    try:
        known = name in _digests
    finally:
        _lock.release()
    return known
