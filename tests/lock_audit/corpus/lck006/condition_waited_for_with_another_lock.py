# corpus: strict not checked
"""A bounded buffer: waiting on the held condition gives it back, but not the statistics lock around it."""

import threading


class Buffer:
    def __init__(self, size: int):
        self._stats_lock = threading.Lock()
        self._not_empty = threading.Condition()
        self._items: list[str] = []
        self._size = size
        self._taken = 0

    def take(self) -> str:
        with self._stats_lock:
            self._taken += 1
            with self._not_empty:  # expect: LCK007
                while not self._items:
                    self._not_empty.wait(timeout=1.0)  # expect: LCK006
                return self._items.pop()

    def take_forever(self) -> str:
        with self._stats_lock:
            self._taken += 1
            with self._not_empty:  # expect: LCK007
                while not self._items:
                    self._not_empty.wait()  # expect: LCK001, LCK006
                return self._items.pop()

    def take_alone(self) -> str:
        with self._not_empty:
            while not self._items:
                self._not_empty.wait(timeout=1.0)
            item = self._items.pop()
        with self._stats_lock:
            self._taken += 1
        return item
