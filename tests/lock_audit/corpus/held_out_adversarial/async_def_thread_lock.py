# corpus: strict not checked
import asyncio
import threading
import time

_lock = threading.Lock()
_d: dict[str, int] = {}


async def bad(k: str) -> int:
    with _lock:
        _d[k] = 1
        time.sleep(0.1)  # expect: LCK006
        return _d[k]


async def bad_await(k: str) -> None:
    with _lock:
        await bad_free(k)  # expect: LCK009


async def bad_free(k: str) -> None:
    print(k)


async def good(k: str) -> int:
    with _lock:
        n = _d[k]
    time.sleep(0.1)
    await bad_free(k)
    return n
