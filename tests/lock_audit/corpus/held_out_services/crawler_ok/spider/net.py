from __future__ import annotations

import socket

import httpx


class Net:
    def __init__(self) -> None:
        self._http = httpx.Client(timeout=10)

    def text(self, url: str) -> str:
        return self._http.get(url).raise_for_status().text

    def lookup(self, host: str) -> str:
        return socket.gethostbyname(host)
