# corpus: strict not checked
import threading

_lock = threading.Lock()


class Seat:
    def __init__(self):
        self.taken = 0

    def acquire(self):
        self.taken += 1

    def lock(self):
        self.taken = -1


_seat = Seat()


def with_lock(fn):
    if not _lock.acquire(timeout=1.0):
        raise TimeoutError("busy")
    try:
        return fn()
    finally:
        _lock.release()


def take():
    _seat.acquire()
    _seat.lock()
    return with_lock(lambda: 1)


def raw():
    if not _lock.acquire(blocking=False):  # expect: LCK002
        return None
    try:
        return 2
    finally:
        _lock.release()
