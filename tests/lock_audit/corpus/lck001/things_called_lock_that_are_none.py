"""Names lie: none of these is a threading lock."""

import contextlib
import fcntl
import sqlite3
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Lock:
    """A canal lock."""

    level_m: float

    def acquire(self, boat: str) -> str:
        return f"{boat} at {self.level_m}"


_lock = Lock(3.5)
lock_path = Path("/run/service.lock")
no_lock = contextlib.nullcontext()


def enter(boat: str) -> str:
    return _lock.acquire(boat)


def single_instance() -> None:
    with lock_path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.write("1")


def in_tests(count: int) -> int:
    with no_lock:
        return count + 1


def exclusive(db_lock: sqlite3.Connection) -> None:
    with db_lock:
        db_lock.execute("BEGIN EXCLUSIVE")
