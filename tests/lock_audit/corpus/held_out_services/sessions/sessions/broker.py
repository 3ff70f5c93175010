from __future__ import annotations

import asyncio
import threading
import time

from .geo import GeoClient
from .store import SessionStore


class Broker:
    def __init__(self, store: SessionStore, geo: GeoClient) -> None:
        self._store = store
        self._geo = geo
        self._lock = threading.Lock()
        self._async_lock = asyncio.Lock()
        self._countries: dict[str, str] = {}
        self._names: dict[str, str] = {}

    async def forget_names(self) -> int:
        with self._lock:
            known = await self._known()  # expect: LCK009
            self._names.clear()
            return known

    async def _known(self) -> int:
        return len(self._countries)

    async def locate_properly(self, ip: str) -> str:
        async with self._async_lock:
            country = await self._geo.country(ip)
        with self._lock:
            self._countries[ip] = country
        return country

    def name(self, ip: str) -> str:
        with self._lock:
            if ip not in self._names:
                self._names[ip] = self._geo.reverse(ip)  # expect: LCK005 via reverse -> gethostbyaddr
            return self._names[ip]

    def reap(self) -> int:
        removed = 0
        with self._store.locked() as entries:
            for sid in list(entries):
                if entries[sid].dead:
                    del entries[sid]
                    removed += 1
            self._breathe()  # expect: LCK006 via _breathe -> sleep
        return removed

    def _breathe(self) -> None:
        time.sleep(0.001)

    def reap_once(self) -> int:
        with threading.RLock():  # expect: LCK010
            self._names.clear()
        return self.reap()

    def lookup(self, sid: str) -> str:
        with self._lock:
            entry = self._store.find(sid)  # expect: LCK007
            return entry.user if entry else ""
