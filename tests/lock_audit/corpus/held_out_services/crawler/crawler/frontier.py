from __future__ import annotations

import threading
from concurrent.futures import Future

from .client import Client
from .urls import host_of


class Frontier:
    def __init__(self, client: Client) -> None:
        self._cond = threading.Condition()
        self._todo: list[str] = []
        self._addresses: dict[str, str] = {}
        self._client = client

    def push(self, url: str) -> None:
        with self._cond:
            self._remember(url)  # expect: LCK005 via _remember -> address -> gethostbyname
            self._todo.append(url)
            self._cond.notify()

    def _remember(self, url: str) -> None:
        host = host_of(url)
        if host not in self._addresses:
            self._addresses[host] = self._client.address(host)

    def pop(self, timeout: float) -> str | None:
        with self._cond:
            self._cond.wait_for(lambda: bool(self._todo), timeout=timeout)
            return self._todo.pop() if self._todo else None

    def absorb(self, future: Future[list[str]]) -> int:
        with self._cond:
            links = future.result(timeout=30)  # expect: LCK006 via result
            self._todo.extend(links)
            self._cond.notify_all()
            return len(links)
