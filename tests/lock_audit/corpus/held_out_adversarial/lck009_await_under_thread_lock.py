# corpus: strict not checked
import asyncio
import threading

_lock = threading.Lock()
_alock = asyncio.Lock()
_d: dict[str, int] = {}


async def bad(k: str, fut: asyncio.Future) -> int:
    with _lock:
        _d[k] = 1
        await fut  # expect: LCK009
        return _d[k]


async def good(k: str) -> int:
    with _lock:
        n = _d.get(k, 0)
    await asyncio.sleep(0)
    async with _alock:
        await asyncio.sleep(0)
    return n


async def deferred(k: str) -> int:
    with _lock:
        async def later() -> None:
            await asyncio.sleep(0)

        _d[k] = 1
    await later()
    return 1
