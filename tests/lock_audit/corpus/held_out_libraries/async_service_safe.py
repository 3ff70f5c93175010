# corpus: strict not checked
"""asyncio service: asyncio locks around awaits, one thread lock for shared counters."""
from __future__ import annotations

import asyncio
import threading
from collections import deque
from contextlib import asynccontextmanager
from typing import Any, AsyncIterator, Awaitable, Callable, Deque, Dict

import httpx


class AsyncLimiter:
    def __init__(self, limit: int, period: float) -> None:
        self._limit = limit
        self._period = period
        self._lock = asyncio.Lock()
        self._times: Deque[float] = deque()

    async def __aenter__(self) -> None:
        loop = asyncio.get_running_loop()
        async with self._lock:
            while len(self._times) >= self._limit:
                pause = self._times[0] + self._period - loop.time()
                if pause <= 0:
                    self._times.popleft()
                else:
                    await asyncio.sleep(pause)
            self._times.append(loop.time())

    async def __aexit__(self, *exc_info: Any) -> None:
        return None


class Counters:
    """Also read by the metrics thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._values: Dict[str, int] = {}

    def incr(self, name: str) -> int:
        with self._lock:
            self._values[name] = self._values.get(name, 0) + 1
            return self._values[name]

    def read(self) -> Dict[str, int]:
        with self._lock:
            return dict(self._values)


class Client:
    def __init__(self, base: str) -> None:
        self._http = httpx.AsyncClient(base_url=base, timeout=5.0)
        self._limiter = AsyncLimiter(10, 1.0)
        self._token_lock = asyncio.Lock()
        self._token: str | None = None
        self.counters = Counters()

    async def _auth(self) -> str:
        async with self._token_lock:
            if self._token is None:
                reply = await self._http.post("/token")
                self._token = reply.json()["token"]
            return self._token

    async def fetch(self, path: str) -> Any:
        token = await self._auth()
        async with self._limiter:
            reply = await self._http.get(path, headers={"Authorization": token})
        self.counters.incr(str(reply.status_code))
        return reply.json()

    async def gather(self, paths: list[str], handle: Callable[[Any], Awaitable[None]]) -> int:
        for result in await asyncio.gather(*(self.fetch(path) for path in paths)):
            await handle(result)
        return self.counters.incr("batches")


@asynccontextmanager
async def client(base: str) -> AsyncIterator[Client]:
    instance = Client(base)
    try:
        yield instance
    finally:
        await instance._http.aclose()
