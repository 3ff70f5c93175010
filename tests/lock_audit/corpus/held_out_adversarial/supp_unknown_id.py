# corpus: strict not checked
import threading
import time

_lock = threading.Lock()


def a() -> None:
    with _lock:
        # expect-next: LCK000 LCK006
        time.sleep(0.1)  # lock-audit: allow LCK099 -- typo in the id


def b() -> None:
    time.sleep(0.1)
    with _lock:
        print("quiet")
