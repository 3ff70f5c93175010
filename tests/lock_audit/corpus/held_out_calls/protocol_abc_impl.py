# corpus: strict not checked
import sqlite3
import threading
from abc import ABC, abstractmethod


class Sink(ABC):
    @abstractmethod
    def emit_row(self, row): ...

    def emit_all(self, rows):
        for row in rows:
            self.emit_row(row)


class SqliteSink(Sink):
    def __init__(self, path):
        self.conn = sqlite3.connect(path)

    def emit_row(self, row):
        self.conn.execute("INSERT INTO t VALUES (?)", (row,))


class Pump:
    def __init__(self):
        self.sink = SqliteSink("pump.db")
        self.lock = threading.Lock()
        self.rows = []

    def flush(self):
        with self.lock:
            rows, self.rows = self.rows, []
            self.sink.emit_all(rows)  # expect: LCK004 via emit_all -> emit_row -> execute

    def add(self, row):
        with self.lock:
            self.rows.append(row)
