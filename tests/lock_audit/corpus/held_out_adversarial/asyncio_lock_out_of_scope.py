# corpus: strict not checked
import asyncio
import time

_lock = asyncio.Lock()
_sem = asyncio.Semaphore(1)


async def refresh(cache: dict[str, float]) -> None:
    async with _lock:
        await asyncio.sleep(0.1)
        cache["t"] = time.time()


async def raw() -> None:
    await _sem.acquire()
    try:
        await asyncio.sleep(0)
    finally:
        _sem.release()
