# corpus: strict not checked
import threading
import time

_lock = threading.Lock()


def a() -> None:
    with _lock:
        # expect-next: LCK000
        n = 1  # lock-audit: allow LCK006 -- belongs to its own line only
        time.sleep(n)  # expect: LCK006


def b() -> None:
    with _lock:
        # expect-next: LCK000
        # lock-audit: allow LCK006 -- two lines above

        time.sleep(1)  # expect: LCK006
