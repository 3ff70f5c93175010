from __future__ import annotations

import requests

from .base import BufferedSink


class HttpSink(BufferedSink):
    def __init__(self, url: str) -> None:
        super().__init__(limit=500)
        self._url = url
        self._session = requests.Session()

    def push(self) -> None:
        if not self._lock.acquire(timeout=1):
            return
        try:
            self._ship(self._lines())  # expect: LCK005 via _ship -> _post -> post
            self._buffer.clear()
        finally:
            self._lock.release()

    def push_late(self) -> None:
        if not self._lock.acquire(timeout=1):
            return
        try:
            lines = self._lines()
            self._buffer.clear()
        finally:
            self._lock.release()
        self._ship(lines)

    def _ship(self, lines: list[str]) -> None:
        for start in range(0, len(lines), 50):
            self._post(lines[start:start + 50])

    def _post(self, lines: list[str]) -> None:
        self._session.post(self._url, data="\n".join(lines), timeout=5)
