# corpus: strict not checked
"""Yields and awaits without a thread lock, or in a context manager."""
import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

_lines_lock = threading.Lock()
_lines: list[str] = []
_alock = asyncio.Lock()
_slots = asyncio.Semaphore(2)


@contextmanager
def lines() -> Iterator[list[str]]:
    with _lines_lock:
        yield _lines


@contextmanager
def quick_lines(timeout: float) -> Iterator[list[str]]:
    if not _lines_lock.acquire(timeout=timeout):
        raise TimeoutError("lines")
    try:
        yield _lines
    finally:
        _lines_lock.release()


def add(line: str) -> int:
    with lines() as current:
        current.append(line)
        return len(current)


def each() -> Iterator[str]:
    with _lines_lock:
        snapshot = list(_lines)
    for line in snapshot:
        yield line


def drain() -> Iterator[str]:
    while True:
        with _lines_lock:
            if not _lines:
                return
            line = _lines.pop(0)
        yield line


def each_by_hand() -> Iterator[str]:
    if not _lines_lock.acquire(timeout=0.5):
        yield "busy"
        return
    try:
        snapshot = tuple(_lines)
    finally:
        _lines_lock.release()
    yield from snapshot


async def tell_all() -> None:
    async with _alock:
        await asyncio.sleep(0)
    async with _slots, _alock:
        with _lines_lock:
            count = len(_lines)
        await asyncio.sleep(count / 1000)


@asynccontextmanager
async def told() -> AsyncIterator[int]:
    async with _alock:
        with _lines_lock:
            count = len(_lines)
        yield count


def make_teller():
    with _lines_lock:
        count = len(_lines)

        async def tell() -> int:
            await asyncio.sleep(0)
            return count

        def numbers() -> Iterator[int]:
            yield from range(count)

    return tell, numbers
