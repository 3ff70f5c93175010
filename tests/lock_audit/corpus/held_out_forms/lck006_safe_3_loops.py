# corpus: strict not checked
"""Loops with break, continue and else that wait only without the lock."""
import threading
import time
from pathlib import Path

_jobs_lock = threading.Lock()
_jobs: list[str] = []
_done: set[str] = set()


def drain(folder: Path) -> int:
    count = 0
    while True:
        with _jobs_lock:
            if not _jobs:
                break
            job = _jobs.pop()
            if job in _done:
                continue
            _done.add(job)
        (folder / job).write_text("done")
        time.sleep(0.01)
        count += 1
    time.sleep(0.1)
    return count


def wait_for(job: str) -> bool:
    for _ in range(10):
        with _jobs_lock:
            found = job in _done
        if found:
            break
        time.sleep(0.1)
    else:
        return False
    return True


def add_with_backoff(job: str) -> bool:
    delay = 0.01
    while not (taken := _jobs_lock.acquire(timeout=delay)):
        time.sleep(delay)
        delay *= 2
        if delay > 1.0:
            return False
    try:
        _jobs.append(job)
    finally:
        _jobs_lock.release()
    time.sleep(0.01)
    return taken


def add_or_store(job: str, folder: Path) -> None:
    if _jobs_lock.acquire(blocking=False):
        try:
            _jobs.append(job)
            return
        finally:
            _jobs_lock.release()
    else:
        (folder / job).write_text("queued")
    time.sleep(0.01)
