# corpus: strict not checked
import threading
import time

_lock = threading.Lock()


def a() -> None:
    with _lock:
        # expect-next: LCK000 LCK006
        time.sleep(0.1)  # lock-audit: allow LCK006


def b() -> None:
    with _lock:
        # expect-next: LCK000
        # lock-audit: allow LCK006 --
        time.sleep(0.1)  # expect: LCK006


def c() -> None:
    with _lock:
        # expect-next: LCK006[suppressed]
        time.sleep(0.1)  # lock-audit: allow LCK006 -- tiny pause, measured
