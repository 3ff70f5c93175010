# corpus: strict not checked
import threading
import time

_lock = threading.Lock()


def a() -> int:
    with _lock:
        n = 1
        # expect-next: LCK000
        n += 1  # lock-audit: allow LCK006 -- used to sleep here
        return n


def b() -> None:
    # expect-next: LCK000
    time.sleep(1)  # lock-audit: allow LCK006 -- not under the lock at all


def c() -> None:
    with _lock:
        # expect-next: LCK006 LCK000
        time.sleep(1)  # lock-audit: allow LCK004 -- wrong rule
