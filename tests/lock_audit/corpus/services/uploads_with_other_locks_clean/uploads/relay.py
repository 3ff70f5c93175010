# corpus: strict not checked
"""The asynchronous part; its lock belongs to the event loop."""
import asyncio

import httpx


class Relay:
    def __init__(self, url: str) -> None:
        self._lock = asyncio.Lock()
        self._url = url
        self._sent = 0

    async def send(self, body: bytes) -> int:
        async with self._lock:
            async with httpx.AsyncClient(timeout=2.0) as client:
                await client.post(self._url, content=body)
            self._sent += 1
            return self._sent

    async def send_later(self, body: bytes) -> int:
        await self._lock.acquire()
        try:
            await asyncio.sleep(0.1)
            self._sent += 1
            return self._sent
        finally:
            self._lock.release()
