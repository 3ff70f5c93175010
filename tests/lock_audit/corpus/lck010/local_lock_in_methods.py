# corpus: strict not checked
"""Local locks that shadow the attribute or the module's lock they were meant to be."""

import threading
from threading import Condition, Lock

_lock = Lock()


class Board:
    def __init__(self):
        self._lock = Lock()
        self._posts: list[str] = []

    def post(self, text: str) -> int:
        _lock = Lock()  # expect: LCK010
        with _lock:
            self._posts.append(text)
            return len(self._posts)

    def wait_for_post(self) -> bool:
        changed = Condition()  # expect: LCK010
        with changed:
            changed.wait(timeout=0.1)
            return bool(self._posts)

    async def count(self) -> int:
        slot = threading.BoundedSemaphore(1)  # expect: LCK010
        with slot:
            return len(self._posts)

    def remove(self, text: str) -> None:
        with _lock:
            self._posts.remove(text)

    def latest(self) -> str:
        lock = self._lock
        with lock:
            return self._posts[-1]
