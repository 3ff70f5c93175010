"""Things with an `acquire` that are no locks, and one that is, bounded."""

import threading

import asyncpg
import redis
from filelock import FileLock


class Bucket:
    """A token bucket; `acquire` takes tokens and never waits."""

    def __init__(self, tokens: int) -> None:
        self._tokens = tokens
        self._lock = threading.Lock()

    def acquire(self, tokens: int = 1) -> bool:
        if not self._lock.acquire(timeout=0.1):
            return False
        try:
            if self._tokens < tokens:
                return False
            self._tokens -= tokens
            return True
        finally:
            self._lock.release()


_bucket = Bucket(100)
_redis = redis.Redis()


def admit() -> bool:
    return _bucket.acquire()


async def names(pool: asyncpg.Pool) -> list[str]:
    async with pool.acquire() as conn:
        return [row["name"] for row in await conn.fetch("SELECT name FROM users")]


def nightly(path: str) -> None:
    with FileLock(path + ".lock"):
        _redis.incr("nightly")
    lock = FileLock(path)
    lock.acquire()
    lock.release()


def across_machines(job: str) -> bool:
    lock = _redis.lock(job, timeout=30)
    if not lock.acquire():
        return False
    lock.release()
    return True
