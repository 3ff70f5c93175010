# corpus: strict not checked
"""A generator that hands out rows under its lock: the caller decides how long the lock is held."""

import threading
from collections.abc import Iterator


class Table:
    def __init__(self):
        self._lock = threading.Lock()
        self._rows: list[str] = []

    def rows(self) -> Iterator[str]:
        with self._lock:
            for row in self._rows:
                yield row  # expect: LCK009

    def all_rows(self) -> Iterator[str]:
        with self._lock:
            yield from self._rows  # expect: LCK009

    def drain(self) -> Iterator[str]:
        if not self._lock.acquire(timeout=0.5):
            return
        try:
            while self._rows:
                yield self._rows.pop()  # expect: LCK009
        finally:
            self._lock.release()

    def echo(self) -> Iterator[int]:
        count = 0
        while count < 10:
            with self._lock:
                count = yield len(self._rows)  # expect: LCK009

    def copied_rows(self) -> Iterator[str]:
        with self._lock:
            rows = list(self._rows)
        for row in rows:
            yield row
