# corpus: strict not checked
"""The bound method of an attribute is the critical section of the runner."""
import threading

from psycopg_pool import ConnectionPool


class Writer:
    def __init__(self, pool: ConnectionPool) -> None:
        self._pool = pool
        self._rows: list[str] = []

    def write(self, row: str) -> None:
        with self._pool.connection(timeout=1.0) as conn:  # expect: LCK004
            conn.execute("INSERT INTO rows VALUES (%s)", (row,))  # expect: LCK004

    def keep(self, row: str) -> None:
        self._rows.append(row)


class Serial:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._runs = 0

    def run(self, step, row: str) -> int:
        with self._lock:
            step(row)
            self._runs += 1
            return self._runs


class Importer:
    def __init__(self, pool: ConnectionPool) -> None:
        self._writer = Writer(pool)
        self._serial = Serial()

    def load(self, rows: list[str]) -> None:
        for row in rows:
            self._serial.run(self._writer.keep, row)
            self._serial.run(self._writer.write, row)
