# corpus: strict not checked
import asyncio
import queue
import threading

from licences import Licence, seats

_work = queue.Queue(maxsize=10)
_ready = threading.Event()
_ctx = threading.local()
_slots = asyncio.Semaphore(5)


def take(name):
    lock = seats.get(name)
    if lock is None or not lock.acquire(1):
        return {"error": "no seat"}, 409
    _ctx.name = name
    return {"left": lock.left}, 200


def give(name):
    seats[name].release(1)
    _ready.set()
    return {}, 204


def create(name, count):
    seats[name] = Licence(name, count)
    _work.put_nowait(name)
    return {}, 201


async def slow(call):
    async with _slots:
        return await call()
