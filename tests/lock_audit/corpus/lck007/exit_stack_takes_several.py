# corpus: strict not checked
"""A stack that enters one lock after the other, and one that enters the same lock of many rows in a loop."""

import threading
from contextlib import ExitStack


class Row:
    def __init__(self, key: str):
        self.key = key
        self.lock = threading.Lock()
        self.value = 0


class Sheet:
    def __init__(self, rows: dict[str, Row]):
        self._lock = threading.Lock()
        self._rows = rows
        self._changes = 0

    def change(self, key: str, value: int) -> None:
        with ExitStack() as stack:
            stack.enter_context(self._lock)
            row = self._rows[key]
            stack.enter_context(row.lock)  # expect: LCK007
            row.value = value
            self._changes += 1

    def change_rows(self, rows: list[Row], value: int) -> None:
        with ExitStack() as stack:
            for row in sorted(rows, key=lambda each: each.key):
                stack.enter_context(row.lock)  # expect: LCK007
            for row in rows:
                row.value = value

    def change_each(self, rows: list[Row], value: int) -> None:
        for row in sorted(rows, key=lambda each: each.key):
            with ExitStack() as stack:
                stack.enter_context(row.lock)
                row.value = value

    def count(self) -> int:
        with ExitStack() as stack:
            stack.enter_context(self._lock)
            return self._changes
