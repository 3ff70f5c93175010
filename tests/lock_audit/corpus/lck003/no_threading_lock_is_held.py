# corpus: strict not checked
import asyncio
import contextlib
import fcntl
import threading

import bcrypt
from filelock import FileLock

_async_lock = asyncio.Lock()
_lock = contextlib.nullcontext()
_file_lock = FileLock("/run/hash.lock")
_local = threading.local()


async def check(password: bytes, digest: bytes) -> bool:
    async with _async_lock:
        return bcrypt.checkpw(password, digest)


def digest(password: bytes) -> bytes:
    with _lock:
        return bcrypt.hashpw(password, bcrypt.gensalt())


def across_processes(password: bytes) -> bytes:
    with _file_lock, open("/run/rounds") as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)
        return bcrypt.hashpw(password, bcrypt.gensalt(int(lock.read())))


def per_thread(password: bytes) -> bytes:
    _local.lock = getattr(_local, "lock", 0) + 1
    return bcrypt.hashpw(password, bcrypt.gensalt())
