# corpus: strict not checked
"""At most four hashes at a time."""
import threading

import bcrypt

_lane = threading.BoundedSemaphore(4)


def matches(password: bytes, digest: bytes) -> bool:
    _lane.acquire()  # expect: LCK001
    try:
        return bcrypt.checkpw(password, digest)
    finally:
        _lane.release()


def digest_of(password: bytes) -> bytes:
    return bcrypt.hashpw(password, bcrypt.gensalt())
