import threading
import a.b.c as d
import a.b.c
from a.b import c as e

_lock = threading.Lock()


def one(url: str) -> int:
    with _lock:
        return d.ping(url)  # expect: LCK005 via ping -> urlopen


def two(url: str) -> int:
    with _lock:
        return a.b.c.ping(url)  # expect: LCK005 via ping -> urlopen


def three(url: str) -> str:
    with _lock:
        return e.quote(url)
