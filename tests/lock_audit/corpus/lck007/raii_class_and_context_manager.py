# corpus: strict not checked
"""Objects and context managers that take a lock on entering are that lock."""

import threading
from contextlib import contextmanager


class WriteGuard:
    """Holds the table's write lock between entering and leaving."""

    def __init__(self):
        self._mutex = threading.Lock()
        self.writers = 0

    def __enter__(self):
        if not self._mutex.acquire(timeout=1.0):
            raise TimeoutError("table is being written")
        self.writers += 1
        return self

    def __exit__(self, *exc_info):
        self._mutex.release()


class Table:
    def __init__(self):
        self._lock = threading.Lock()
        self._guard = WriteGuard()
        self._rows: list[str] = []

    @contextmanager
    def locked(self):
        with self._lock:
            yield

    def insert(self, row: str) -> None:
        with self._lock:
            with self._guard:  # expect: LCK007
                self._rows.append(row)

    def replace(self, rows: list[str]) -> None:
        with self._guard:
            with self.locked():  # expect: LCK007
                self._rows[:] = rows

    def swap(self, rows: list[str]) -> None:
        with self.locked():
            with self._lock:  # expect: LCK007
                self._rows[:] = rows

    def clear(self) -> None:
        with self._guard:
            self._rows.clear()
        with self.locked():
            self._rows.append("")
