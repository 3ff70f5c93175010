# corpus: strict not checked
import threading
from psycopg_pool import ConnectionPool

_lock = threading.Lock()
_cache: dict[str, int] = {}


def load(pool: ConnectionPool, key: str) -> int:
    with _lock:
        with pool.connection() as conn, conn.cursor() as cur:  # expect: LCK004
            cur.execute("SELECT n FROM t WHERE k = %s", (key,))  # expect: LCK004
            row = cur.fetchone()  # expect: LCK004
        _cache[key] = row[0]
        return row[0]


def load_ok(pool: ConnectionPool, key: str) -> int:
    with pool.connection() as conn, conn.cursor() as cur:
        cur.execute("SELECT n FROM t WHERE k = %s", (key,))
        row = cur.fetchone()
    with _lock:
        _cache[key] = row[0]
        return row[0]
