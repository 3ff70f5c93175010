# corpus: strict not checked
import threading
import bcrypt

_slots = threading.BoundedSemaphore(8)


def unbounded(pw: bytes, stored: bytes) -> bool:
    _slots.acquire()  # expect: LCK001
    try:
        return bcrypt.checkpw(pw, stored)
    finally:
        _slots.release()


def ignored(pw: bytes, stored: bytes) -> bool:
    _slots.acquire(timeout=1.0)  # expect: LCK008
    try:
        return bcrypt.checkpw(pw, stored)
    finally:
        _slots.release()
