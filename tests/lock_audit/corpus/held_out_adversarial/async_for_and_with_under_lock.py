# corpus: strict not checked
import asyncio
import threading

_lock = threading.Lock()
_alock = asyncio.Lock()
_n = {"v": 0}


async def good(k: int) -> int:
    async with _alock:
        with _lock:
            _n["v"] += k
            n = _n["v"]
        await asyncio.sleep(0)
    return n


async def bad(fut: asyncio.Future) -> int:
    async with _alock:
        with _lock:
            _n["v"] += (await fut)  # expect: LCK009
            return _n["v"]
