# corpus: strict not checked
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from psycopg_pool import ConnectionPool


class Outbox:
    """Collects under the lock, writes after it."""

    def __init__(self, pool: ConnectionPool) -> None:
        self._pool = pool
        self._lock = threading.Lock()
        self._jobs: deque[Callable[[], None]] = deque()
        self._writers = ThreadPoolExecutor(1)
        self._timer: threading.Timer | None = None

    def add(self, line: str) -> None:
        with self._lock:
            self._jobs.append(lambda: self._write(line))
            if self._timer is None:
                self._timer = threading.Timer(1.0, self.flush)
                self._timer.start()

    def add_now(self, line: str) -> None:
        with self._lock:
            self._writers.submit(self._write, line)

    def flush(self) -> None:
        with self._lock:
            jobs = list(self._jobs)
            self._jobs.clear()
            self._timer = None
        for job in jobs:
            job()

    def writer(self, line: str) -> Callable[[], None]:
        with self._lock:

            def write() -> None:
                self._write(line)

            self._jobs.append(write)
        return write

    def _write(self, line: str) -> None:
        with self._pool.connection() as conn:
            conn.execute("INSERT INTO lines VALUES (%s)", (line,))
            conn.commit()
