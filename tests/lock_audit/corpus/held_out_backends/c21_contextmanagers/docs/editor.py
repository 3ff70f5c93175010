from __future__ import annotations

import sqlite3
import time

import requests

from . import locks
from .locks import TimedLock, editing, exclusive, timed

_drafts: dict[str, str] = {}


class Editor:
    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn = conn
        self._guard = TimedLock(0.5)
        self._open: dict[str, float] = {}

    def save(self, name: str, text: str) -> None:
        with exclusive():
            _drafts[name] = text
            self._persist(name, text)  # expect: LCK004 via _persist -> _insert -> execute

    def _persist(self, name: str, text: str) -> None:
        self._insert((name, text))

    def _insert(self, row: tuple) -> None:
        self._conn.execute("INSERT INTO docs VALUES (?, ?)", row)

    def publish(self, name: str, url: str) -> None:
        with editing(name) as doc:
            requests.put(url, data=_drafts[doc], timeout=4)  # expect: LCK005

    def publish_right(self, name: str, url: str) -> None:
        with editing(name) as doc:
            text = _drafts[doc]
        requests.put(url, data=text, timeout=4)

    def publish_timed(self, name: str, url: str) -> None:
        with timed(name):
            requests.put(url, data=name, timeout=4)
            self._persist(name, "published")

    def touch(self, name: str) -> None:
        with self._guard:
            self._open[name] = time.monotonic()
            time.sleep(0.01)  # expect: LCK006

    def settle(self, name: str) -> None:
        with locks.exclusive(timeout=0.1):
            with self._guard:  # expect: LCK007
                self._open.pop(name, None)

    def opened(self) -> dict[str, float]:
        with self._guard:
            return dict(self._open)

    def opened_live(self) -> dict[str, float]:
        with self._guard:
            return self._open  # expect: LCK009

    def save_right(self, name: str, text: str) -> None:
        with exclusive():
            _drafts[name] = text
        self._persist(name, text)
