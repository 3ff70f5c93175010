"""Invoice counters kept in PostgreSQL."""
from psycopg_pool import ConnectionPool


class InvoiceStore:
    def __init__(self, pool: ConnectionPool) -> None:
        self._pool = pool

    def next_number(self, tenant: str) -> int:
        return self._read_counter(tenant) + 1

    def _read_counter(self, tenant: str) -> int:
        with self._pool.connection(timeout=1.0) as conn:
            cur = conn.execute("SELECT last FROM counters WHERE tenant = %s", (tenant,))
            row = cur.fetchone()
        return row[0] if row else 0

    def waiting(self) -> int:
        return self._pool.get_stats().get("requests_waiting", 0)
