# corpus: strict not checked
"""A feed with a condition, a process lock and a semaphore of one."""
import multiprocessing as mp
import threading

from .locking import guarded, with_lock

_changed = threading.Condition()
_disk = mp.Lock()
_single = threading.Semaphore(1)
_feed_lock = threading.Lock()
_feed: list[str] = []


def publish(line: str) -> None:
    with _changed:  # expect: LCK001, LCK002
        _feed.append(line)
        _changed.notify_all()


def mark() -> None:
    if not _disk.acquire(timeout=0.5):  # expect: LCK002
        raise TimeoutError("disk")
    try:
        _feed.append("mark")
    finally:
        _disk.release()


def trim(keep: int) -> None:
    def cut() -> None:
        with _single:  # expect: LCK001, LCK002
            del _feed[:-keep]

    cut()


def size() -> int:
    return with_lock(_feed_lock, lambda: len(_feed))


def size_again() -> int:
    return guarded(_feed_lock, lambda: len(_feed))
