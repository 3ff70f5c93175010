# corpus: strict not checked
import threading

import psycopg
from psycopg import conninfo, sql
from psycopg_pool import ConnectionPool, PoolTimeout

_lock = threading.Lock()
_seen: dict[str, int] = {}


def health(pool: ConnectionPool, conn: psycopg.Connection) -> bool:
    with _lock:
        stats = pool.get_stats()
        _seen["size"] = stats.get("pool_size", 0)
        _seen["waiting"] = stats["requests_waiting"]
        return not conn.closed and not pool.closed and conn.info.dbname != ""


def statement(table: str, column: str) -> sql.Composed:
    with _lock:
        _seen[table] = _seen.get(table, 0) + 1
        return sql.SQL("SELECT {} FROM {}").format(sql.Identifier(column), sql.Identifier(table))


def dsn(host: str) -> str:
    with _lock:
        _seen[host] = _seen.get(host, 0) + 1
        return conninfo.make_conninfo(host=host, dbname="app")


def count(error: Exception) -> None:
    with _lock:
        kind = "timeout" if isinstance(error, PoolTimeout) else "other"
        if isinstance(error, psycopg.errors.UniqueViolation):
            kind = error.diag.constraint_name or kind
        _seen[kind] = _seen.get(kind, 0) + 1


def rows(cursor: psycopg.Cursor) -> int:
    cursor.execute("DELETE FROM seen")
    with _lock:
        _seen.clear()
        return cursor.rowcount
