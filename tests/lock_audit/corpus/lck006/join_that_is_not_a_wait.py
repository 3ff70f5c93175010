# corpus: strict not checked
"""Strings, paths and tables are joined under the lock; no thread is."""

import os.path
import threading
from pathlib import PurePosixPath

SEPARATOR = ", "


class Table:
    def __init__(self, root: str):
        self._lock = threading.Lock()
        self._root = root
        self._rows: list[str] = []

    def render(self) -> str:
        with self._lock:
            return ", ".join(self._rows)

    def csv(self, separator: str = SEPARATOR) -> str:
        with self._lock:
            lines = separator.join(sorted(self._rows))
            return SEPARATOR.join([lines, str(len(self._rows))])

    def place(self, name: str) -> str:
        with self._lock:
            self._rows.append(name)
            return os.path.join(self._root, name)

    def pure(self, name: str) -> str:
        with self._lock:
            return str(PurePosixPath(self._root).joinpath(name, *self._rows))

    def raw(self) -> bytes:
        with self._lock:
            return b"\n".join(row.encode() for row in self._rows)


class Query:
    """A builder with a method called join."""

    def __init__(self):
        self.parts: list[str] = []

    def join(self, table: str) -> "Query":
        self.parts.append(f"JOIN {table}")
        return self


_query_lock = threading.Lock()
_queries: dict[str, Query] = {}


def extend(name: str, query: Query) -> None:
    with _query_lock:
        _queries[name] = query.join("members")
