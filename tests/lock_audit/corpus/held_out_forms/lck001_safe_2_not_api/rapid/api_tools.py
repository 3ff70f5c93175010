"""Waits that are no lock waits."""
import asyncio
import threading

_ready = threading.Event()
_barrier = threading.Barrier(2)


class Berth:
    """A place in the harbour. It is acquired by writing a name on it."""

    def __init__(self) -> None:
        self.owner: str | None = None

    def acquire(self, owner: str = "harbour") -> bool:
        self.owner = owner
        return True

    def release(self) -> None:
        self.owner = None


def moor(berth: Berth) -> None:
    berth.acquire()
    berth.release()


def start() -> None:
    _ready.wait()
    _barrier.wait(1.0)


async def listen(changed: asyncio.Condition, lock: asyncio.Lock) -> None:
    async with changed:
        await changed.wait()
    await lock.acquire()
    try:
        await asyncio.sleep(0)
    finally:
        lock.release()
