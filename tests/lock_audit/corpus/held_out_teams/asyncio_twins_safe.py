# corpus: strict not checked
"""Async code with asyncio primitives beside one thread lock."""
from __future__ import annotations

import asyncio
import threading
from typing import AsyncIterator

import httpx


class Poller:
    def __init__(self, base_url: str) -> None:
        self._client = httpx.AsyncClient(base_url=base_url)
        self._lock = asyncio.Lock()
        self._changed = asyncio.Condition()
        self._slots = asyncio.Semaphore(1)
        self._stats_lock = threading.Lock()
        self._stats: dict[str, int] = {}
        self._latest: dict[str, str] = {}

    async def poll(self, path: str) -> str:
        async with self._lock:
            response = await self._client.get(path)
            self._latest[path] = response.text
        with self._stats_lock:
            self._stats[path] = self._stats.get(path, 0) + 1
        async with self._changed:
            self._changed.notify_all()
        return response.text

    async def poll_one_by_one(self, paths: list[str]) -> list[str]:
        texts = []
        await self._slots.acquire()
        try:
            for path in paths:
                texts.append((await self._client.get(path)).text)
                await asyncio.sleep(0.1)
        finally:
            self._slots.release()
        return texts

    async def next_change(self) -> dict[str, str]:
        async with self._changed:
            await self._changed.wait()
            return dict(self._latest)

    async def changes(self) -> AsyncIterator[str]:
        async with self._lock:
            for text in list(self._latest.values()):
                yield text

    async def exclusive(self, path: str) -> str:
        await self._lock.acquire()
        try:
            return (await self._client.get(path)).text
        finally:
            self._lock.release()

    def stats(self) -> dict[str, int]:
        with self._stats_lock:
            return dict(self._stats)

    async def report(self, path: str) -> int:
        with self._stats_lock:
            body = dict(self._stats)
        response = await self._client.post(path, json=body)
        return response.status_code
