# corpus: strict not checked
"""All the ways to take a lock with a bound and to give it back for certain."""
from __future__ import annotations

import threading
from contextlib import ExitStack

_lock = threading.Lock()
_slots = threading.Semaphore(8)
_table: dict[str, int] = {}
WAIT = 0.75


class Busy(Exception):
    pass


def checked(key: str) -> int:
    if not _lock.acquire(timeout=WAIT):
        raise Busy(key)
    try:
        return _table.get(key, 0)
    finally:
        _lock.release()


def named(key: str) -> int | None:
    taken = _lock.acquire(timeout=WAIT)
    if not taken:
        return None
    try:
        _table[key] = _table.get(key, 0) + 1
        return _table[key]
    finally:
        _lock.release()


def positional(key: str) -> bool:
    if _lock.acquire(True, 1.5):
        try:
            _table.pop(key, None)
        finally:
            _lock.release()
        return True
    return False


def try_only(key: str) -> bool:
    if not _lock.acquire(False):
        return False
    try:
        _table[key] = 1
    finally:
        _lock.release()
    return True


def walrus(key: str) -> int:
    if not (ok := _lock.acquire(timeout=WAIT)):
        raise Busy(f"{key}: {ok}")
    try:
        return _table[key]
    finally:
        _lock.release()


def inner_check(key: str) -> None:
    taken = _lock.acquire(timeout=WAIT)
    try:
        if not taken:
            raise Busy(key)
        _table[key] = 0
    finally:
        if taken:
            _lock.release()


def with_stack(key: str) -> int:
    with ExitStack() as stack:
        if not _lock.acquire(timeout=WAIT):
            raise Busy(key)
        stack.callback(_lock.release)
        if key not in _table:
            return 0
        return _table[key]


def slot(key: str) -> str:
    if not _slots.acquire(timeout=WAIT):
        raise Busy(key)
    try:
        return key.title()
    finally:
        _slots.release()


class Gate:
    def __init__(self, seconds: float) -> None:
        self._lock = threading.RLock()
        self._seconds = seconds
        self._entries = 0

    def try_enter(self) -> bool:
        return self._lock.acquire(timeout=self._seconds)

    def __enter__(self) -> "Gate":
        if not self._lock.acquire(timeout=self._seconds):
            raise Busy("gate")
        return self

    def __exit__(self, *exc) -> None:
        self._lock.release()

    def bump(self, seconds: float | None) -> int:
        if not self._lock.acquire(True, self._seconds):
            raise Busy("gate")
        try:
            self._entries += 1
            return self._entries
        finally:
            self._lock.release()


def through_gate(gate: Gate) -> int:
    with gate:
        return gate._entries + 1
