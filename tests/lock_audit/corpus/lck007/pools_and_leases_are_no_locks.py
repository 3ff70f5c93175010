# corpus: strict not checked
"""Things with `acquire`, `lock` or a context manager inside a section that are no locks."""

import asyncio
import threading
from contextlib import nullcontext, suppress


class Leases:
    """Numbers handed out in memory."""

    def __init__(self):
        self._next = 0
        self.locked: set[int] = set()

    def acquire(self) -> int:
        self._next += 1
        return self._next

    def lock(self, number: int) -> None:
        self.locked.add(number)


class Desk:
    def __init__(self):
        self._lock = threading.Lock()
        self._leases = Leases()
        self._names: dict[int, str] = {}

    def open(self, name: str) -> int:
        with self._lock:
            number = self._leases.acquire()
            self._leases.lock(number)
            self._names[number] = name
            return number

    def close(self, number: int) -> None:
        with self._lock, suppress(KeyError), nullcontext():
            del self._names[number]


class AsyncDesk:
    def __init__(self):
        self._outer = asyncio.Lock()
        self._inner = asyncio.Lock()
        self._count = 0

    async def open(self) -> int:
        async with self._outer:
            async with self._inner:
                self._count += 1
                return self._count
