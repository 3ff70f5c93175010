# corpus: strict not checked
import time
from typing import Protocol


class FileLock(Protocol):
    def acquire(self) -> bool: ...
    def release(self) -> None: ...
    def __enter__(self): ...
    def __exit__(self, *a): ...


def update(lock: FileLock, path: str) -> int:
    with lock:
        time.sleep(0.1)
        return len(path)


def update2(lock: "filelock.FileLock", path: str) -> int:
    lock.acquire()
    try:
        time.sleep(0.1)
        return len(path)
    finally:
        lock.release()
