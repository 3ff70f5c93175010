# corpus: strict not checked
"""Rows of one list are locked one after the other, and once in a section that copies before it goes on."""

import threading


class Row:
    def __init__(self, key: int):
        self.key = key
        self.row_lock = threading.Lock()
        self.value = 0

    def store(self, value: int) -> int:
        with self.row_lock:
            before, self.value = self.value, value
            return before


class Sheet:
    def __init__(self, rows: list[Row]):
        self._sheet_lock = threading.Lock()
        self._rows = rows

    def fill(self, value: int) -> int:
        with self._sheet_lock:
            rows = list(self._rows)
        return sum(row.store(value) for row in rows)

    def add(self, row: Row) -> None:
        with row.row_lock:
            row.value += 1
            key = row.key
        with self._sheet_lock:
            self._rows.append(row)
            self._rows.sort(key=lambda each: each.key)
        if key < 0:
            row.store(0)
