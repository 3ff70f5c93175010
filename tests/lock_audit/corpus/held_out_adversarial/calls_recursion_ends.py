# corpus: strict not checked
import threading
import time

_lock = threading.Lock()


def ping(n: int) -> int:
    return 0 if n <= 0 else pong(n - 1)


def pong(n: int) -> int:
    return 0 if n <= 0 else ping(n - 1)


def walk(n: int) -> int:
    if n:
        walk(n - 1)
    time.sleep(n)
    return n


def a() -> int:
    with _lock:
        return ping(5)


def b() -> int:
    with _lock:
        return walk(5)  # expect: LCK006
