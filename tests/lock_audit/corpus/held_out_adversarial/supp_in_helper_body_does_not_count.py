# corpus: strict not checked
import threading
import time

_lock = threading.Lock()


def _nap() -> None:
    # expect-next: LCK000
    time.sleep(1)  # lock-audit: allow LCK006 -- wrong place, the caller holds the lock


def a() -> None:
    with _lock:
        _nap()  # expect: LCK006 via _nap -> sleep


def b() -> None:
    with _lock:
        # expect-next: LCK006[suppressed]
        _nap()  # lock-audit: allow LCK006 -- start-up, no other thread yet
