import asyncio


class Rates:
    def __init__(self) -> None:
        self._lock = asyncio.Lock()
        self._slots = asyncio.Semaphore(1)
        self._fresh = asyncio.Condition()
        self._rates: dict[str, float] = {}

    async def rate(self, currency: str) -> float | None:
        async with self._lock:
            await asyncio.sleep(0)
            return self._rates.get(currency)

    async def update(self, currency: str, rate: float) -> None:
        await self._lock.acquire()
        try:
            self._rates[currency] = rate
        finally:
            self._lock.release()

    async def next_update(self) -> None:
        async with self._fresh:
            await self._fresh.wait()

    async def fetch(self, url: str) -> str:
        await self._slots.acquire()
        try:
            return await self._download(url)
        finally:
            self._slots.release()

    async def _download(self, url: str) -> str:
        await asyncio.sleep(0.1)
        return url
