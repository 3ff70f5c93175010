# corpus: strict not checked
"""Results that nobody looks at, and releases that do not know."""
import multiprocessing
import threading
from collections.abc import Callable

_jobs_lock = threading.Lock()
_slots = threading.BoundedSemaphore(3)
_process_lock = multiprocessing.Lock()
_jobs: list[str] = []


def add(job: str) -> None:
    _jobs_lock.acquire(timeout=0.5)  # expect: LCK008
    try:
        _jobs.append(job)
    finally:
        _jobs_lock.release()


def add_quietly(job: str) -> None:
    _ = _jobs_lock.acquire(True, 0.5)  # expect: LCK008
    try:
        _jobs.append(job)
    finally:
        _jobs_lock.release()


def add_if_free(job: str) -> None:
    taken = _jobs_lock.acquire(blocking=False)  # expect: LCK008
    try:
        if taken:
            _jobs.append(job)
    finally:
        _jobs_lock.release()


def pop() -> str | None:
    try:
        if not _jobs_lock.acquire(timeout=0.5):  # expect: LCK008
            return None
        return _jobs.pop()
    finally:
        _jobs_lock.release()


def clear() -> None:
    _jobs_lock.acquire(False)  # expect: LCK008
    try:
        _jobs.clear()
    finally:
        _jobs_lock.release()


def admitted(work: Callable[[], int]) -> int:
    _slots.acquire(timeout=2.0)  # expect: LCK008
    try:
        return work()
    finally:
        _slots.release()


def note(job: str) -> None:
    _process_lock.acquire(block=False)  # expect: LCK008
    try:
        _jobs.append(job)
    finally:
        _process_lock.release()


def size() -> int:
    taken = _jobs_lock.acquire(timeout=0.5)
    try:
        return len(_jobs) if taken else -1
    finally:
        if taken:
            _jobs_lock.release()
