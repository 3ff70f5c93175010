# corpus: strict not checked
import functools
import threading
from collections.abc import Callable
from typing import Any

import psycopg


def locked(method: Callable[..., Any]) -> Callable[..., Any]:
    """Run *method* while holding the lock of its object."""

    @functools.wraps(method)
    def run(self: "Table", *args: Any) -> Any:
        if not self.lock.acquire(timeout=1.0):
            raise TimeoutError("the table is taken")
        try:
            return method(self, *args)
        finally:
            self.lock.release()

    return run


def retried(times: int) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    def decorate(method: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(method)
        def run(*args: Any) -> Any:
            for _ in range(times - 1):
                try:
                    return method(*args)
                except psycopg.OperationalError:
                    continue
            return method(*args)

        return run

    return decorate


class Table:
    def __init__(self, conn: psycopg.Connection) -> None:
        self.lock = threading.Lock()
        self._conn = conn
        self._rows: dict[int, str] = {}

    @locked
    def load(self, number: int) -> str:
        self._rows[number] = self._conn.execute("SELECT v FROM t").fetchone()[0]  # expect: LCK004
        return self._rows[number]

    @locked
    def forget(self, number: int) -> None:
        self._rows.pop(number, None)

    @retried(3)
    def count(self) -> int:
        return self._conn.execute("SELECT count(*) FROM t").rowcount
