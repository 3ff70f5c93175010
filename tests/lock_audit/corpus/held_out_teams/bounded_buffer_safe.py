# corpus: strict not checked
"""A bounded buffer: two conditions over one lock."""
from __future__ import annotations

import threading
import time
from collections import deque
from typing import Generic, TypeVar

T = TypeVar("T")


class BufferTimeout(RuntimeError):
    pass


class BoundedBuffer(Generic[T]):
    def __init__(self, size: int) -> None:
        self._size = size
        self._lock = threading.Lock()
        self._not_empty = threading.Condition(self._lock)
        self._not_full = threading.Condition(self._lock)
        self._items: deque[T] = deque()
        self._closed = False

    def put(self, item: T, timeout: float = 1.0) -> None:
        deadline = time.monotonic() + timeout
        with self._not_full:
            while len(self._items) >= self._size:
                left = deadline - time.monotonic()
                if left <= 0 or not self._not_full.wait(left):
                    raise BufferTimeout("full")
            self._items.append(item)
            self._not_empty.notify()

    def take(self, timeout: float = 1.0) -> T:
        with self._lock:
            if not self._not_empty.wait_for(lambda: len(self._items) > 0, timeout=timeout):
                raise BufferTimeout("empty")
            item = self._items.popleft()
            self._not_full.notify()
            return item

    def take_acquired(self, timeout: float) -> T | None:
        if not self._lock.acquire(timeout=timeout):
            return None
        try:
            if not self._items:
                self._not_empty.wait(timeout=timeout)
            return self._items.popleft() if self._items else None
        finally:
            self._lock.release()

    def close(self) -> int:
        with self._not_empty:
            self._closed = True
            self._not_empty.notify_all()
            self._not_full.notify_all()
            return len(self._items)

    def drain(self) -> list[T]:
        with self._lock:
            items = list(self._items)
            self._items.clear()
            self._not_full.notify_all()
            return items
