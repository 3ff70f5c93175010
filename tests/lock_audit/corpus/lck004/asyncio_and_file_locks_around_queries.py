# corpus: strict not checked
import asyncio
import sqlite3
from pathlib import Path

from filelock import FileLock
from psycopg_pool import AsyncConnectionPool

_lock = asyncio.Lock()
_file_lock = FileLock("/run/archive.lock")


async def count(pool: AsyncConnectionPool) -> int:
    async with _lock, pool.connection() as conn:
        cursor = await conn.execute("SELECT count(*) FROM rows")
        return (await cursor.fetchone())[0]


def archive(conn: sqlite3.Connection, names: list[str]) -> None:
    with _file_lock:
        conn.executemany("INSERT INTO archive VALUES (?)", [(name,) for name in names])
        conn.commit()


def exclusive(path: Path) -> int:
    lock = sqlite3.connect(path / "lock.db")
    with lock:
        lock.execute("BEGIN EXCLUSIVE")
        return lock.execute("SELECT count(*) FROM runs").fetchone()[0]
