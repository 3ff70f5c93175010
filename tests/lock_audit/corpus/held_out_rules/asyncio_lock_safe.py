# corpus: strict not checked
from __future__ import annotations

import asyncio


class TokenCache:
    def __init__(self, client) -> None:
        self._lock = asyncio.Lock()
        self._cond = asyncio.Condition()
        self._client = client
        self._token: str | None = None

    async def token(self) -> str:
        async with self._lock:
            if self._token is None:
                self._token = await self._client.fetch_token()
            return self._token

    async def invalidate(self) -> None:
        await self._lock.acquire()
        try:
            self._token = None
        finally:
            self._lock.release()
        async with self._cond:
            self._cond.notify_all()

    async def wait_invalidated(self) -> None:
        async with self._cond:
            await self._cond.wait()
