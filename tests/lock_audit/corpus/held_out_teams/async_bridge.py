# corpus: strict not checked
"""Event hub used from worker threads and from the event loop."""
from __future__ import annotations

import asyncio
import sqlite3
import threading
from typing import Awaitable, Callable

Sender = Callable[[str], Awaitable[None]]


class Hub:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._aio_lock = asyncio.Lock()
        self._subscribers: dict[str, list[Sender]] = {}
        self._log: dict[str, list[str]] = {}

    def subscribe(self, topic: str, sender: Sender) -> None:
        with self._lock:
            self._subscribers.setdefault(topic, []).append(sender)

    async def publish(self, topic: str, message: str) -> None:
        with self._lock:
            self._log.setdefault(topic, []).append(message)
            for sender in self._subscribers.get(topic, ()):
                await sender(message)  # expect: LCK009

    async def publish_copy(self, topic: str, message: str) -> None:
        with self._lock:
            self._log.setdefault(topic, []).append(message)
            senders = list(self._subscribers.get(topic, ()))
        for sender in senders:
            await sender(message)

    async def reconnect(self, sender: Sender) -> None:
        async with self._aio_lock:
            await sender("reconnect")

    def replay(self, topic: str):
        with self._lock:
            for message in self._log.get(topic, []):
                yield message  # expect: LCK009

    def replay_copy(self, topic: str):
        with self._lock:
            messages = list(self._log.get(topic, []))
        for message in messages:
            yield message

    def archive(self, conn: sqlite3.Connection, topic: str) -> int:
        with self._lock:
            messages = self._log.pop(topic, [])
            self._dump(conn, topic, messages)  # expect: LCK004 via _dump -> execute
        return len(messages)

    def clear(self) -> None:
        with threading.RLock():  # expect: LCK010
            self._log.clear()

    def _dump(self, conn: sqlite3.Connection, topic: str, messages: list[str]) -> None:
        for message in messages:
            conn.execute("INSERT INTO log VALUES (?, ?)", (topic, message))
        conn.commit()
