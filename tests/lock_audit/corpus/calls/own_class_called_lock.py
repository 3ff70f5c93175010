# corpus: strict not checked
"""A door has a lock: acquire, release and with, and no thread waits for it."""
import time

import requests


class Lock:
    def __init__(self, door: str) -> None:
        self.door = door
        self.closed = True

    def acquire(self) -> bool:
        self.closed = False
        return True

    def release(self) -> None:
        self.closed = True

    def __enter__(self) -> "Lock":
        self.acquire()
        return self

    def __exit__(self, *exc) -> None:
        self.release()


class Door:
    def __init__(self, name: str) -> None:
        self.lock = Lock(name)
        self.opened: dict[str, int] = {}

    def open(self, visitor: str) -> dict[str, int]:
        with self.lock:
            requests.post("https://doors.example", data=visitor, timeout=1)
            self.opened[visitor] = self.opened.get(visitor, 0) + 1
            return self.opened

    def hold_open(self) -> None:
        self.lock.acquire()
        time.sleep(5.0)
        self.lock.release()
