# corpus: strict not checked
"""At most four hashes at a time; a caller waits no longer than a second for a place."""
import threading
from contextlib import contextmanager

import bcrypt

HASH_WAIT_S = 1.0
_lane = threading.BoundedSemaphore(4)


class LaneFull(Exception):
    """All places were taken for too long."""


@contextmanager
def place(timeout_s: float = HASH_WAIT_S):
    if not _lane.acquire(timeout=timeout_s):
        raise LaneFull
    try:
        yield
    finally:
        _lane.release()


def matches(password: bytes, digest: bytes) -> bool:
    with place():
        return bcrypt.checkpw(password, digest)


def digest_of(password: bytes) -> bytes:
    with place():
        return bcrypt.hashpw(password, bcrypt.gensalt())
