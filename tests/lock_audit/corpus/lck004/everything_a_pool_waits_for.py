# corpus: strict not checked
import threading

from psycopg_pool import ConnectionPool, NullConnectionPool


class Gateway:
    def __init__(self, pool: ConnectionPool) -> None:
        self._pool = pool
        self._spare = NullConnectionPool("dbname=spare", open=False)
        self._lock = threading.Lock()
        self._ready = False
        self._rows = 0

    def start(self) -> None:
        with self._lock:
            self._pool.open()  # expect: LCK004
            self._pool.wait(timeout=5.0)  # expect: LCK004
            self._spare.open()  # expect: LCK004
            self._ready = True

    def count(self) -> int:
        with self._lock:
            with self._pool.connection() as conn:  # expect: LCK004
                row = conn.execute("SELECT count(*) FROM rows").fetchone()  # expect: LCK004
                self._rows = row[0]
            return self._rows

    def borrow_and_count(self) -> int:
        with self._lock:
            conn = self._pool.getconn(timeout=1.0)  # expect: LCK004
            self._rows += 1
        try:
            return conn.execute("SELECT count(*) FROM rows").rowcount
        finally:
            self._pool.putconn(conn)

    def state(self) -> tuple[bool, int, int]:
        with self._lock:
            waiting = self._pool.get_stats().get("requests_waiting", 0)
            return self._ready, waiting, self._pool.max_size
