# corpus: strict not checked
"""A coroutine that awaits with a thread's lock held; one that lets go first."""
import asyncio
import threading


class Board:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._turn = asyncio.Lock()
        self._lines: list[str] = []

    async def _shorten(self, line: str) -> str:
        return line[:80]

    async def write(self, line: str) -> None:
        with self._lock:
            self._lines.append(await self._shorten(line))  # expect: LCK009

    async def write_after(self, line: str) -> None:
        short = await self._shorten(line)
        with self._lock:
            self._lines.append(short)

    async def write_in_turn(self, line: str) -> int:
        async with self._turn:
            short = await self._shorten(line)
            with self._lock:
                self._lines.append(short)
                return len(self._lines)
