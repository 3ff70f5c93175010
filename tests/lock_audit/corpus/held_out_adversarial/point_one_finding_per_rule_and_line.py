# corpus: strict not checked
import threading
import time
import bcrypt

_lock = threading.Lock()


def slow(n: float) -> float:
    time.sleep(n)
    return n


def two(pw: bytes, h: bytes) -> tuple:
    with _lock:
        return slow(1), slow(2), bcrypt.checkpw(pw, h)  # expect: LCK006 LCK003


def none(pw: bytes, h: bytes) -> tuple:
    with _lock:
        n = len(pw)
    return slow(n), slow(2), bcrypt.checkpw(pw, h)
