from __future__ import annotations

import asyncio
import queue
import threading


class Feed:
    """Listener that hands changes to an asyncio loop and to plain threads."""

    def __init__(self, size: int = 1000) -> None:
        self._lock = threading.Lock()
        self._queues: dict[int, queue.Queue[tuple[str, bool]]] = {}
        self._next = 0
        self._gate = asyncio.Lock()
        self._size = size
        self.dropped = 0

    def open(self) -> int:
        with self._lock:
            self._next += 1
            self._queues[self._next] = queue.Queue(maxsize=self._size)
            return self._next

    def changed(self, user: str, online: bool) -> None:
        with self._lock:
            for q in self._queues.values():
                try:
                    q.put_nowait((user, online))
                except queue.Full:
                    self.dropped += 1

    def read(self, number: int, patience: float) -> tuple[str, bool] | None:
        with self._lock:
            q = self._queues[number]
        try:
            return q.get(timeout=patience)
        except queue.Empty:
            return None

    async def read_async(self, number: int) -> tuple[str, bool] | None:
        async with self._gate:
            return await asyncio.to_thread(self.read, number, 1.0)

    def close(self, number: int) -> None:
        with self._lock:
            self._queues.pop(number, None)
