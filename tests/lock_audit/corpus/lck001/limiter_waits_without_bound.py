"""A limiter admits work on purpose; the wait for it needs a bound all the same."""

import os
import threading

import bcrypt

_hash_slots = threading.BoundedSemaphore(4)
_mail_slots = threading.Semaphore(os.cpu_count() or 2)


def hash_password(password: bytes) -> bytes:
    _hash_slots.acquire()  # expect: LCK001
    try:
        return bcrypt.hashpw(password, bcrypt.gensalt())
    finally:
        _hash_slots.release()


def check_password(password: bytes, digest: bytes) -> bool:
    if not _hash_slots.acquire(timeout=2.0):
        raise TimeoutError("all hash slots are busy")
    try:
        return bcrypt.checkpw(password, digest)
    finally:
        _hash_slots.release()


def render_mail(template: str, name: str) -> str:
    with _mail_slots:  # expect: LCK001[strict]
        return template.format(name=name)
