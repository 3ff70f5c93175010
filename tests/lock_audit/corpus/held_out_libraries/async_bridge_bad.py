# corpus: strict not checked
from __future__ import annotations

import asyncio
import threading
import time
from typing import Any, Awaitable, Callable, Dict, Iterator, List


class Bridge:
    """Shares state between an event loop and worker threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._alock = asyncio.Lock()
        self._changed = threading.Condition(self._lock)
        self._state: Dict[str, Any] = {}
        self._log: List[str] = []

    async def update(self, key: str, source: Callable[[], Awaitable[Any]]) -> None:
        with self._lock:
            self._state[key] = await source()  # expect: LCK009

    async def update_right(self, key: str, source: Callable[[], Awaitable[Any]]) -> None:
        value = await source()
        with self._lock:
            self._state[key] = value
            self._changed.notify_all()

    async def update_async(self, key: str, source: Callable[[], Awaitable[Any]]) -> None:
        async with self._alock:
            value = await source()
        with self._changed:
            self._state[key] = value
            self._changed.notify_all()

    def wait_for_key(self, key: str, timeout: float) -> bool:
        deadline = time.monotonic() + timeout
        with self._lock:
            while key not in self._state:
                remaining = deadline - time.monotonic()
                if remaining <= 0:
                    return False
                self._changed.wait(remaining)
            return True

    def wait_any(self) -> int:
        with self._changed:
            while not self._state:
                self._changed.wait()  # expect: LCK001
            return len(self._state)

    def lines(self) -> Iterator[str]:
        with self._lock:
            for line in self._log:
                yield line.rstrip()  # expect: LCK009

    def lines_copy(self) -> Iterator[str]:
        with self._lock:
            lines = list(self._log)
        for line in lines:
            yield line.rstrip()

    def nap(self) -> None:
        with self._changed:
            if not self._log:
                time.sleep(0.05)  # expect: LCK006

    def write(self, line: str) -> int:
        with self._lock:
            self._log.append(line)
            with self._changed:  # expect: LCK007
                self._changed.notify_all()
            return len(self._log)
