# corpus: strict not checked
import asyncio
import threading
import time


class Presence:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._fanout = asyncio.Lock()
        self._online: dict[str, float] = {}

    async def arrive(self, user: str, channel) -> None:
        with self._lock:
            self._online[user] = time.monotonic()
            await channel.publish(f"+{user}")  # expect: LCK009

    async def leave(self, user: str, channel) -> None:
        with self._lock:
            self._online.pop(user, None)
        async with self._fanout:
            await channel.publish(f"-{user}")

    def online(self) -> int:
        with self._lock:
            return len(self._online)
