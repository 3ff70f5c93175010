# corpus: strict not checked
"""Methods called execute, connect and commit that reach no database."""
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from psycopg_pool import ConnectionPool

_state_lock = threading.Lock()
_state: dict[str, int] = {}
_executor = ThreadPoolExecutor(2)


class Command:
    def __init__(self) -> None:
        self.done = False

    def execute(self) -> None:
        self.done = True

    def fetchall(self) -> list[int]:
        return [int(self.done)]


class Signal:
    def __init__(self) -> None:
        self._receivers: list[Callable[[], None]] = []

    def connect(self, receiver: Callable[[], None]) -> None:
        self._receivers.append(receiver)


class Draft:
    def __init__(self) -> None:
        self._messages: list[str] = []

    def commit(self, message: str) -> None:
        self._messages.append(message)


def run(command: Command, signal: Signal, draft: Draft) -> int:
    with _state_lock:
        command.execute()
        signal.connect(command.execute)
        draft.commit("run")
        return sum(command.fetchall())


def sizes(pool: ConnectionPool, db: sqlite3.Connection) -> int:
    with _state_lock:
        _state["pool"] = pool.get_stats().get("pool_size", 0)
        _state["max"] = pool.max_size
        _state["open"] = int(db.in_transaction)
        return len(_state)


def _load(pool: ConnectionPool) -> None:
    with pool.connection(timeout=1.0) as conn:
        conn.execute("SELECT 1")


def refresh(pool: ConnectionPool) -> None:
    with _state_lock:
        _state["refresh"] = 1
        _executor.submit(_load, pool)
