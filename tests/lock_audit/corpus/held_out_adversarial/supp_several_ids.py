# corpus: strict not checked
import threading
import time
import bcrypt

_lock = threading.Lock()


def a(pw: bytes, h: bytes) -> tuple:
    with _lock:
        # lock-audit: allow LCK003, LCK006 -- offline import, single thread
        return bcrypt.checkpw(pw, h), time.sleep(1)  # expect: LCK003[suppressed] LCK006[suppressed]


def b(pw: bytes, h: bytes) -> tuple:
    good = bcrypt.checkpw(pw, h)
    with _lock:
        return good, len(pw)
