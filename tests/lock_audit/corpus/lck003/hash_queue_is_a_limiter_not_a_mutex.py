# corpus: strict not checked
"""A semaphore of several slots admits hashing on purpose; one of one slot is a lock."""

import multiprocessing
import os
import threading

import bcrypt

HASH_LANES = 4
_lanes = threading.BoundedSemaphore(HASH_LANES)
_cores = threading.Semaphore(max(1, (os.cpu_count() or 2) - 1))
_only_one = threading.Semaphore(1)
_one_process = multiprocessing.BoundedSemaphore(1)


def check(password: bytes, digest: bytes) -> bool:
    if not _lanes.acquire(timeout=2.0):
        raise TimeoutError("every hash lane is busy")
    try:
        return bcrypt.checkpw(password, digest)
    finally:
        _lanes.release()


def digest(password: bytes) -> bytes:
    with _cores:
        return bcrypt.hashpw(password, bcrypt.gensalt())


def one_by_one(password: bytes) -> bytes:
    with _only_one:
        return bcrypt.hashpw(password, bcrypt.gensalt())  # expect: LCK003


def one_process(password: bytes, stored: bytes) -> bool:
    with _one_process:
        return bcrypt.checkpw(password, stored)  # expect: LCK003
