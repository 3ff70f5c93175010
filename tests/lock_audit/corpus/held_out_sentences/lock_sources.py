# corpus: strict not checked
import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field


def make():
    return threading.Lock()


class FakeLock:
    def __enter__(self):
        return self

    def __exit__(self, *exc):
        return None


@dataclass
class Seat:
    guard: threading.Lock = field(default_factory=threading.Lock)
    lock: FakeLock = field(default_factory=FakeLock)


_made = make()
_by_user = defaultdict(threading.Lock)
_table: dict[str, threading.Lock] = {}


def use(seat: Seat, given: "threading.Lock", user):
    with _made:
        time.sleep(1)  # expect: LCK006
    with _by_user[user]:
        time.sleep(2)  # expect: LCK006
    with _table[user]:
        time.sleep(3)  # expect: LCK006
    with seat.guard:
        time.sleep(4)  # expect: LCK006
    with given:
        time.sleep(5)  # expect: LCK006
    with seat.lock:
        time.sleep(6)
