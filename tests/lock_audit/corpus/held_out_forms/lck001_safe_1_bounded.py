# corpus: strict not checked
"""Bounded waits, in every spelling."""
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable

PATIENCE = float(os.environ.get("LOCK_TIMEOUT", "0.5"))

_names_lock = threading.Lock()
_names: set[str] = set()
_slots = threading.Semaphore(4)
_process_lock = multiprocessing.Lock()
_seen: list[str] = []


def add(name: str) -> bool:
    if not _names_lock.acquire(True, 0.5):
        return False
    try:
        _names.add(name)
    finally:
        _names_lock.release()
    return True


def drop(name: str, timeout: float) -> bool:
    if not _names_lock.acquire(timeout=timeout):
        return False
    try:
        _names.discard(name)
        return True
    finally:
        _names_lock.release()


def has(name: str) -> bool | None:
    take = _names_lock.acquire
    if not take(timeout=PATIENCE):
        return None
    try:
        return name in _names
    finally:
        _names_lock.release()


def try_clear() -> None:
    if _names_lock.acquire(False):
        try:
            _names.clear()
        finally:
            _names_lock.release()


def admitted(work: Callable[[], int]) -> int:
    if not _slots.acquire(timeout=2):
        raise TimeoutError("no slot")
    try:
        return work()
    finally:
        _slots.release()


def note(line: str) -> bool:
    if not _process_lock.acquire(block=False):
        return False
    try:
        _seen.append(line)
    finally:
        _process_lock.release()
    return True


class Mailbox:
    def __init__(self, patience: float) -> None:
        self._changed = threading.Condition()
        self._letters: deque[str] = deque()
        self._patience = patience

    def put(self, letter: str) -> None:
        with self._changed:
            self._letters.append(letter)
            self._changed.notify()

    def take(self) -> str | None:
        with self._changed:
            if not self._changed.wait_for(lambda: bool(self._letters), self._patience):
                return None
            return self._letters.popleft()

    def nudge(self) -> bool:
        with self._changed:
            return self._changed.wait(timeout=0.1)
