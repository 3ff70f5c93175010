# corpus: strict not checked
"""An asyncio lock, a file lock and a class merely named Lock are none of the audit's locks."""

import asyncio
import time

import filelock


class Lock:
    """A padlock of the inventory; entering it counts its uses."""

    def __init__(self, code: str):
        self.code = code
        self.uses = 0

    def __enter__(self) -> "Lock":
        self.uses += 1
        return self

    def __exit__(self, *exc_info) -> None:
        self.code = ""


class Inventory:
    def __init__(self, path: str):
        self._lock = asyncio.Lock()
        self._file_lock = filelock.FileLock(path + ".lock")
        self._path = path
        self._items: list[str] = []

    async def refresh(self) -> None:
        async with self._lock:
            await asyncio.sleep(0.1)
            self._items.append("refreshed")

    def save(self) -> None:
        with self._file_lock, open(self._path, "w") as out:
            out.write("\n".join(self._items))

    def use(self, lock: Lock) -> None:
        with lock:
            time.sleep(0.1)
