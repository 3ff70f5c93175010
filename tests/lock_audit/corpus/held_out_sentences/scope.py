# corpus: strict not checked
import asyncio
import multiprocessing as mp
import threading
import time

_aio = asyncio.Lock()
_proc = mp.RLock()
_late = None
_n = {}


def setup():
    global _late
    _late = threading.Lock()


async def ping():
    return 1


async def out_of_scope():
    async with _aio:
        _n["a"] = await ping()


def processes():
    with _proc:
        time.sleep(1)  # expect: LCK006


def matched(cmd):
    with _late:
        match cmd:
            case "sleep":
                time.sleep(1)  # expect: LCK006
            case {"drop": key}:
                del _n[key]


def counter():
    n, lock = 0, threading.Lock()

    def bump():
        nonlocal n
        with lock:
            n += 1
            return n

    return bump
