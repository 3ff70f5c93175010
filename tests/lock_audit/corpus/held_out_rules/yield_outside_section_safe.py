# corpus: strict not checked
import asyncio
import threading
from collections import deque
from contextlib import asynccontextmanager


class Feed:
    def __init__(self):
        self._lock = threading.Lock()
        self._alock = asyncio.Lock()
        self._items = deque()

    def push(self, item):
        with self._lock:
            self._items.append(item)

    def drain(self):
        while True:
            with self._lock:
                if not self._items:
                    return
                item = self._items.popleft()
            yield item

    def drain_bounded(self):
        while True:
            if not self._lock.acquire(timeout=1):
                return
            try:
                item = self._items.popleft() if self._items else None
            finally:
                self._lock.release()
            if item is None:
                return
            yield item

    @asynccontextmanager
    async def exclusive(self):
        async with self._alock:
            yield self
