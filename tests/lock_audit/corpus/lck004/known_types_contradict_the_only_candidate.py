# corpus: strict not checked
"""The one class with such methods is no candidate where the receiver's type is known."""

import threading
from collections import deque

import psycopg


class Journal:
    def __init__(self, conn: psycopg.Connection) -> None:
        self._conn = conn

    def append(self, line: str) -> None:
        self._conn.execute("INSERT INTO journal VALUES (%s)", (line,))

    def update(self, rows: dict[str, int]) -> None:
        self._conn.execute("UPDATE journal SET n = %s", (len(rows),))

    def write_entry(self, line: str) -> None:
        self.append(line)


_lock = threading.Lock()
_recent: deque[str] = deque(maxlen=100)
_counts: dict[str, int] = {}


def note(line: str, words: list[str]) -> None:
    with _lock:
        _recent.append(line)
        words.append(line)
        _counts.update({line: len(words)})
        local = []
        local.append(line)
        {}.update(_counts)


def note_in(journal, line: str) -> None:
    with _lock:
        journal.write_entry(line)  # expect: LCK004 via write_entry -> append -> execute


def note_in_typed(journal: Journal, line: str) -> None:
    journal.append(line)
    with _lock:
        _recent.append(line)
