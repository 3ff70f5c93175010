# corpus: strict not checked
"""An asyncio lock is made for awaiting under it, and its guarded state is not the audit's."""

import asyncio
from asyncio import Lock


class Tokens:
    def __init__(self, issuer):
        self._lock = Lock()
        self._ready = asyncio.Condition()
        self._issuer = issuer
        self._tokens: dict[str, str] = {}

    async def token(self, name: str) -> str:
        async with self._lock:
            if name not in self._tokens:
                self._tokens[name] = await self._issuer.issue(name)
                await asyncio.sleep(0)
            return self._tokens[name]

    async def everything(self) -> dict[str, str]:
        async with self._lock:
            return self._tokens

    async def stream(self):
        async with self._ready:
            await self._ready.wait()
            for name in self._tokens:
                yield name
