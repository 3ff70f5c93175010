# corpus: strict not checked
"""Two conditions over one lock, as in CPython's queue: waiting for either gives the lock back."""

import threading
import time


class Channel:
    def __init__(self, size: int):
        self._mutex = threading.Lock()
        self._not_empty = threading.Condition(self._mutex)
        self._not_full = threading.Condition(self._mutex)
        self._items: list[bytes] = []
        self._size = size

    def push(self, item: bytes, timeout: float) -> bool:
        deadline = time.monotonic() + timeout
        with self._not_full:
            while len(self._items) >= self._size:
                left = deadline - time.monotonic()
                if left <= 0 or not self._not_full.wait(left):
                    return False
            self._items.append(item)
            self._not_empty.notify()
            return True

    def pull(self, timeout: float) -> bytes | None:
        with self._mutex:
            if not self._items:
                self._not_empty.wait(timeout)
            return self._pop_locked()

    def pull_through_helper(self) -> bytes | None:
        with self._mutex:
            self._wait_locked(0.2)
            return self._pop_locked()

    def _wait_locked(self, timeout: float) -> None:
        while not self._items:
            if not self._not_empty.wait(timeout=timeout):
                return

    def _pop_locked(self) -> bytes | None:
        if not self._items:
            return None
        item = self._items.pop(0)
        self._not_full.notify()
        return item
