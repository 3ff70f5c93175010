from __future__ import annotations

import socket

import httpx


class GeoClient:
    def __init__(self, base: str) -> None:
        self._base = base

    async def country(self, ip: str) -> str:
        async with httpx.AsyncClient() as client:
            reply = await client.get(f"{self._base}/{ip}")
            return reply.text

    def reverse(self, ip: str) -> str:
        return socket.gethostbyaddr(ip)[0]
