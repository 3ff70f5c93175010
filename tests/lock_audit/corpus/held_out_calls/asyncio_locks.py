# corpus: strict not checked
import asyncio
import time

import httpx


class Poller:
    """All of this runs on the event loop; asyncio locks are another matter."""

    def __init__(self):
        self._lock = asyncio.Lock()
        self._slots = asyncio.Semaphore(1)
        self._cond = asyncio.Condition()
        self._values = {}

    async def poll(self, url):
        async with self._lock:
            async with httpx.AsyncClient() as client:
                answer = await client.get(url)
            await asyncio.sleep(0.1)
            self._values[url] = answer.status_code

    async def guarded(self):
        await self._slots.acquire()
        try:
            await asyncio.sleep(1)
            time.sleep(0.001)
        finally:
            self._slots.release()

    async def changed(self):
        async with self._cond:
            await self._cond.wait()
            return dict(self._values)
