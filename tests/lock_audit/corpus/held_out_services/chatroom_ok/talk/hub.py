from __future__ import annotations

import asyncio
import threading

from .channel import Channel, Line
from .store import LineStore
from .wire import Wire


class TalkHub:
    def __init__(self, store: LineStore, wire: Wire) -> None:
        self._store = store
        self._wire = wire
        self._lock = threading.Lock()
        self._channels: dict[str, Channel] = {}
        self._user_locks: dict[str, threading.Lock] = {}
        self._drafts: dict[str, str] = {}
        self._loop_lock = asyncio.Lock()

    def channel(self, name: str) -> Channel:
        with self._lock:
            if name not in self._channels:
                self._channels[name] = Channel(name)
            return self._channels[name]

    def say(self, name: str, who: str, text: str) -> int:
        line = Line(who, text)
        readers = self.channel(name).append_line(line)
        self._wire.post(line.wire())
        self._store.insert(name, who, text)
        return len(readers)

    def draft(self, who: str, text: str) -> str | None:
        with self._lock:
            if who not in self._user_locks:
                self._user_locks[who] = threading.Lock()
            lock = self._user_locks[who]
        with lock:
            old = self._drafts.get(who)
            self._drafts[who] = text
            return old

    async def pump(self) -> int:
        async with self._loop_lock:
            return await asyncio.to_thread(self._wire.pump)

    async def pump_forever(self) -> None:
        while True:
            async with self._loop_lock:
                await asyncio.sleep(0.1)
                await asyncio.to_thread(self._wire.pump)

    def names(self) -> list[str]:
        with self._lock:
            return sorted(self._channels)
