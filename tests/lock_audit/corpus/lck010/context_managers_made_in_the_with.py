# corpus: strict not checked
"""Files, asyncio and distributed locks, suppressors and one's own class may be made on the spot."""

import asyncio
import tempfile
from contextlib import nullcontext, suppress

import filelock
from redis.lock import Lock


class Timer:
    def __init__(self):
        self.uses = 0

    def __enter__(self) -> "Timer":
        self.uses += 1
        return self

    def __exit__(self, *exc_info) -> None:
        self.uses -= 1


def save(client, path: str, text: str) -> int:
    with Lock(client, "save"), filelock.FileLock(path + ".lock"), Timer() as timer:
        with open(path, "w") as out:
            out.write(text)
        return timer.uses


async def save_later(path: str, text: str) -> None:
    async with asyncio.Lock():
        await asyncio.to_thread(save, None, path, text)


def scratch(names: list[str]) -> int:
    with tempfile.TemporaryDirectory() as folder, suppress(FileNotFoundError), nullcontext():
        return len(folder) + len(names)
