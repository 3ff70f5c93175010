# corpus: strict not checked
"""Pools, leases, asyncio locks and file locks have an `acquire` too; the rule is not about them."""

import asyncio

import filelock


class Lease:
    """A licence of a server; the number says how many are out."""

    def __init__(self):
        self.out = 0

    def acquire(self, timeout: float) -> int:
        self.out += 1
        return self.out

    def release(self) -> None:
        self.out -= 1


class Worker:
    def __init__(self, pool, path: str):
        self._pool = pool
        self._lease = Lease()
        self._lock = asyncio.Lock()
        self._file = filelock.FileLock(path)
        self._done = 0

    async def work(self) -> None:
        connection = await self._pool.acquire(timeout=1.0)
        self._done += 1
        await self._pool.release(connection)

    def licensed(self) -> int:
        self._lease.acquire(timeout=1.0)
        self._done += 1
        self._lease.release()
        return self._done

    async def one_at_a_time(self) -> None:
        await self._lock.acquire()
        self._done += 1
        self._lock.release()

    def across_processes(self) -> None:
        self._file.acquire(timeout=1.0)
        self._done += 1
        self._file.release()
