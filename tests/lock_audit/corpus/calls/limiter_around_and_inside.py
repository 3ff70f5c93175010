# corpus: strict not checked
"""A lane of four admits hash work on purpose; waiting for it with a lock held is a wait."""
import threading

import bcrypt

_lane = threading.BoundedSemaphore(4)
_one = threading.Semaphore(1)
_lock = threading.Lock()
_digests: dict[str, bytes] = {}


def _hash(password: bytes) -> bytes:
    return bcrypt.hashpw(password, bcrypt.gensalt())


def _hash_in_lane(password: bytes) -> bytes:
    if not _lane.acquire(timeout=1.0):
        raise TimeoutError("lane")
    try:
        return _hash(password)
    finally:
        _lane.release()


def register(user: str, password: bytes) -> None:
    digest = _hash_in_lane(password)
    with _lock:
        _digests[user] = digest


def register_alone(user: str, password: bytes) -> None:
    with _one:
        _digests[user] = _hash(password)  # expect: LCK003


def register_under_the_lock(user: str, password: bytes) -> None:
    with _lock:
        _digests[user] = _hash_in_lane(password)  # expect: LCK003, LCK006


def rename(user: str, name: str) -> None:
    with _lane:
        with _lock:
            _digests[name] = _digests.pop(user)
