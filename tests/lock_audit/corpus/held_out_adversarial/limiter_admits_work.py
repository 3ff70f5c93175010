# corpus: strict not checked
import os
import threading
import time
import bcrypt

_queue = threading.BoundedSemaphore(4)
_computed = threading.Semaphore(max(1, (os.cpu_count() or 1) - 1))


def hash_it(pw: bytes) -> bytes:
    with _queue:
        return bcrypt.hashpw(pw, bcrypt.gensalt())


def slow(pw: bytes, stored: bytes) -> bool:
    if not _computed.acquire(timeout=2.0):
        return False
    try:
        time.sleep(0.01)
        return bcrypt.checkpw(pw, stored)
    finally:
        _computed.release()
