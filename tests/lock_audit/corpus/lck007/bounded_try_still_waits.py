# corpus: strict not checked
"""A time-out makes the inner wait short, not absent; and a lock that was tried for is held like any other."""

import threading

_jobs_lock = threading.Lock()
_done_lock = threading.Lock()
_jobs: list[str] = []
_done: set[str] = set()


def finish(job: str) -> bool:
    with _jobs_lock:
        _jobs.remove(job)
        if not _done_lock.acquire(timeout=0.2):  # expect: LCK007
            return False
        try:
            _done.add(job)
            return True
        finally:
            _done_lock.release()


def finish_blocking(job: str) -> None:
    with _jobs_lock:
        _jobs.remove(job)
        _done_lock.acquire()  # expect: LCK001, LCK007
        try:
            _done.add(job)
        finally:
            _done_lock.release()


def undo(job: str) -> bool:
    if not _done_lock.acquire(blocking=False):
        return False
    try:
        _done.discard(job)
        with _jobs_lock:  # expect: LCK007
            _jobs.append(job)
        return True
    finally:
        _done_lock.release()
