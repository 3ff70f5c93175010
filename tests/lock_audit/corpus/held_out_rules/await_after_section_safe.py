# corpus: strict not checked
from __future__ import annotations

import asyncio
import threading


class Subscriptions:
    """Thread lock for the table, asyncio lock for the wire."""

    def __init__(self) -> None:
        self._table_lock = threading.Lock()
        self._wire_lock = asyncio.Lock()
        self._topics: dict[str, list[str]] = {}

    def add(self, topic: str, client: str) -> None:
        with self._table_lock:
            self._topics.setdefault(topic, []).append(client)

    async def publish(self, wire, topic: str, payload: bytes) -> int:
        with self._table_lock:
            clients = list(self._topics.get(topic, ()))
        async with self._wire_lock:
            for client in clients:
                await wire.send(client, payload)
        return len(clients)

    async def stream(self, wire):
        async with self._wire_lock:
            async for message in wire:
                yield message
