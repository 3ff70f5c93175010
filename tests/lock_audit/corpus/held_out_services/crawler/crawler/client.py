from __future__ import annotations

import socket

import httpx


class Client:
    def __init__(self, agent: str) -> None:
        self._http = httpx.Client(headers={"User-Agent": agent}, timeout=10)

    def page(self, url: str) -> str:
        reply = self._http.get(url)
        reply.raise_for_status()
        return reply.text

    def address(self, host: str) -> str:
        return socket.gethostbyname(host)


class RetryingClient(Client):
    def page_or_none(self, url: str) -> str | None:
        for _ in range(3):
            try:
                return self.page(url)
            except httpx.HTTPError:
                continue
        return None
