# corpus: strict not checked
import threading
import time

_lock = threading.Lock()
_q: list[int] = []


def take(n: int) -> int:
    while True:
        with _lock:
            for x in _q:
                if x == n:
                    break
            else:
                time.sleep(0.1)  # expect: LCK006
                x = 0
            if x:
                break
        time.sleep(0.1)
    time.sleep(0.2)
    return n
