# corpus: strict not checked
"""Nothing here is a thread lock, whatever it is called."""
import asyncio


class GpuPool:
    def __init__(self, ids):
        self._free = list(ids)

    def acquire(self, blocking=True, timeout=-1):
        if not self._free:
            raise RuntimeError("no GPU free")
        return self._free.pop()

    def release(self, gpu):
        self._free.append(gpu)


lock = GpuPool(range(4))
gpu_lock = lock


def train(job):
    gpu = gpu_lock.acquire()
    result = job.run(device=gpu)
    gpu_lock.release(gpu)
    return result


async def fetch_rows(pool, sql):
    conn = await pool.acquire()
    try:
        return await conn.fetch(sql)
    finally:
        await pool.release(conn)


async def main(pool):
    lock.acquire(True)
    return await asyncio.gather(*(fetch_rows(pool, "SELECT 1") for _ in range(3)))
