# corpus: strict not checked
import threading

from psycopg_pool import ConnectionPool

from ledger.book import Book


class Journal:
    def __init__(self, pool: ConnectionPool, book: Book) -> None:
        self._pool = pool
        self._book = book
        self._count_lock = threading.Lock()
        self._written = 0

    def write(self) -> int:
        transfers = self._book.drain()
        with self._pool.connection(timeout=1.0) as conn:
            for transfer in transfers:
                conn.execute(
                    "INSERT INTO journal VALUES (%s, %s, %s)", (transfer.source, transfer.target, transfer.amount)
                )
        with self._count_lock:
            self._written += len(transfers)
            return self._written

    def stats(self) -> dict[str, int]:
        with self._count_lock:
            return {"written": self._written, "waiting": self._pool.get_stats().get("requests_waiting", 0)}
