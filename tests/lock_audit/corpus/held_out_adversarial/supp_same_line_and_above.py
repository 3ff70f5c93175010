# corpus: strict not checked
import threading
import time
import bcrypt

_lock = threading.Lock()


def a() -> None:
    with _lock:
        # expect-next: LCK006[suppressed]
        time.sleep(0.1)  # lock-audit: allow LCK006 -- start-up only, one thread


def b(pw: bytes, h: bytes) -> bool:
    with _lock:
        # lock-audit: allow LCK003 -- migration tool, no concurrency
        return bcrypt.checkpw(pw, h)  # expect: LCK003[suppressed]


def c() -> None:
    with _lock:
        print("nothing")
    time.sleep(0.1)
