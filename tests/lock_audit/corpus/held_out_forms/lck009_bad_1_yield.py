# corpus: strict not checked
"""Generators and coroutines that hand over control with the lock in hand."""
import asyncio
import threading
from collections.abc import AsyncIterator, Iterator

_lines_lock = threading.Lock()
_lines: list[str] = []
_told: list[str] = []


def add(line: str) -> None:
    with _lines_lock:
        _lines.append(line)


def each() -> Iterator[str]:
    with _lines_lock:
        for line in _lines:
            yield line  # expect: LCK009


def each_from() -> Iterator[str]:
    if not _lines_lock.acquire(timeout=0.5):
        return
    try:
        yield from _lines  # expect: LCK009
    finally:
        _lines_lock.release()


def each_then_total() -> Iterator[int]:
    yield 0
    with _lines_lock:
        total = len(_lines)
        sent = yield total  # expect: LCK009
        if sent:
            _lines.append(str(sent))
    yield -1


async def _tell(line: str) -> None:
    _told.append(line)


async def tell_all() -> None:
    with _lines_lock:
        while _lines:
            await _tell(_lines.pop())  # expect: LCK009
    await _tell("done")


async def tell_task(task: "asyncio.Task[str]") -> None:
    with _lines_lock:
        _lines.append(await task)  # expect: LCK009


async def stream() -> AsyncIterator[str]:
    with _lines_lock:
        last = _lines[-1] if _lines else ""
        yield last  # expect: LCK009
    yield "end"
