# corpus: strict not checked
"""A pool of seats with connection(), a table with execute() and commit(): memory, all of it."""
import threading


class Connection:
    def __init__(self) -> None:
        self.steps: list[str] = []

    def execute(self, step: str) -> "Connection":
        self.steps.append(step)
        return self

    def commit(self) -> int:
        done = len(self.steps)
        self.steps.clear()
        return done


class ConnectionPool:
    """Which trains connect; nothing of a database."""

    def __init__(self) -> None:
        self._connections: dict[str, Connection] = {}

    def connection(self, train: str) -> Connection:
        return self._connections.setdefault(train, Connection())


class Timetable:
    def __init__(self, pool: ConnectionPool) -> None:
        self._pool = pool
        self._lock = threading.Lock()

    def plan(self, train: str, steps: list[str]) -> int:
        with self._lock:
            connection = self._pool.connection(train)
            for step in steps:
                connection.execute(step)
            return connection.commit()
