# corpus: strict not checked
"""The hash runs in another thread, behind a limiter, or after the section."""
import os
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

import bcrypt

_slots = threading.BoundedSemaphore(max(1, (os.cpu_count() or 2) - 1))
_pair = threading.Semaphore(2)
_jobs_lock = threading.Lock()
_jobs: dict[str, Future[bytes]] = {}
_salts: dict[str, bytes] = {}
_todo: queue.Queue[Callable[[], bytes]] = queue.Queue()
_pool = ThreadPoolExecutor(4)


def hash_admitted(password: bytes) -> bytes:
    if not _slots.acquire(timeout=5):
        raise TimeoutError("hash queue")
    try:
        return bcrypt.hashpw(password, bcrypt.gensalt())
    finally:
        _slots.release()


def check_admitted(password: bytes, digest: bytes) -> bool:
    with _pair:
        return bcrypt.checkpw(password, digest)


def start(name: str, password: bytes) -> None:
    with _jobs_lock:
        if name not in _jobs:
            _jobs[name] = _pool.submit(bcrypt.hashpw, password, _salts[name])


def later(password: bytes, salt: bytes) -> None:
    with _jobs_lock:
        _todo.put_nowait(lambda: bcrypt.hashpw(password, salt))


def now(name: str, password: bytes) -> bytes:
    with _jobs_lock:
        salt = _salts[name]

        def work() -> bytes:
            return bcrypt.hashpw(password, salt)

    return work()


def in_thread(name: str, password: bytes) -> threading.Thread:
    def work() -> None:
        _salts[name] = bcrypt.hashpw(password, _salts[name])

    with _jobs_lock:
        worker = threading.Thread(target=work, daemon=True)
        worker.start()
    return worker
