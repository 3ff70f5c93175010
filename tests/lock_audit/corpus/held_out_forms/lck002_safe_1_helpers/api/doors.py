# corpus: strict not checked
"""Handlers that go through the helpers, or touch no lock at all."""
import asyncio
import threading

from hardware import Licences, door, licences

from .locking import with_lock, with_storage

_names_lock = threading.Lock()
_names: dict[str, str] = {}
_async_lock = asyncio.Lock()


def close() -> str:
    door.lock()
    return door.state


def lend(pool: Licences) -> bool:
    if not licences.acquire():
        return False
    if not pool.acquire(2):
        licences.release()
        return False
    return True


def rename(key: str, name: str) -> None:
    with_lock(_names_lock, lambda: _names.update({key: name}))


def take_code(storage, code: str) -> str | None:
    return with_storage(storage, "take", lambda s: s.codes.pop(code, None))


async def refresh() -> None:
    async with _async_lock:
        await asyncio.sleep(0)


def status(lock: str) -> dict[str, str]:
    return {"lock": lock.upper()}
