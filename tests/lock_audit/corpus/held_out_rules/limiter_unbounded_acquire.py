# corpus: strict not checked
import os
import threading

import bcrypt

HASH_SLOTS = threading.BoundedSemaphore(max(1, (os.cpu_count() or 2) - 1))


def hash_password(password: str) -> bytes:
    HASH_SLOTS.acquire()  # expect: LCK001
    try:
        return bcrypt.hashpw(password.encode("utf-8"), bcrypt.gensalt(12))
    finally:
        HASH_SLOTS.release()


def check_password(password: str, hashed: bytes) -> bool:
    if not HASH_SLOTS.acquire(timeout=2.0):
        raise TimeoutError("password queue is full")
    try:
        return bcrypt.checkpw(password.encode("utf-8"), hashed)
    finally:
        HASH_SLOTS.release()
