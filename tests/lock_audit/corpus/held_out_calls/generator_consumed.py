# corpus: strict not checked
import sqlite3
import threading
from typing import Iterator


class Catalogue:
    def __init__(self, conn: sqlite3.Connection):
        self.conn = conn
        self._lock = threading.Lock()
        self.titles: dict[int, str] = {}

    def _rows(self) -> Iterator[tuple]:
        cur = self.conn.execute("SELECT id, title FROM books")
        yield from cur

    def _numbers(self) -> Iterator[int]:
        for number in range(100):
            yield number

    def reload(self) -> int:
        with self._lock:
            self.titles.clear()
            for key, title in self._rows():  # expect: LCK004 via _rows -> execute
                self.titles[key] = title
            return len(self.titles)

    def number(self) -> int:
        with self._lock:
            return sum(n for n in self._numbers() if n in self.titles)
