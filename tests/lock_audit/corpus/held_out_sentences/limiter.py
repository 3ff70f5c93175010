# corpus: strict not checked
import os
import threading

import bcrypt

_slots = threading.BoundedSemaphore(4)
_sized = threading.Semaphore(os.cpu_count())
_one = threading.Semaphore(1)
_lock = threading.Lock()
_n = []


def hashing(raw):
    with _slots:
        with _lock:
            _n.append(1)
        return bcrypt.hashpw(raw, b"s")


def computed(raw):
    with _sized:
        return bcrypt.hashpw(raw, b"s")


def single(raw):
    with _one:
        return bcrypt.hashpw(raw, b"s")  # expect: LCK003


def forever(raw):
    _slots.acquire()  # expect: LCK001
    try:
        return bcrypt.hashpw(raw, b"s")
    finally:
        _slots.release()


def under_lock():
    with _lock:
        if not _slots.acquire(timeout=1):  # expect: LCK006
            return
        try:
            _n.append(1)
        finally:
            _slots.release()
