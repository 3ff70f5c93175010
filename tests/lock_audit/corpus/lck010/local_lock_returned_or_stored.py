# corpus: strict not checked
"""Locks made in a function for others: returned, stored, put in a table, set as a global or an attribute."""

import threading

_locks: dict[str, threading.Lock] = {}
_table_lock = threading.Lock()
_global_lock = None


def make_lock(name: str) -> threading.Lock:
    lock = threading.Lock()
    with lock:
        _locks[name] = lock
    return lock


def lock_for(name: str) -> threading.Lock:
    with _table_lock:
        lock = _locks.get(name)
        if lock is None:
            lock = threading.Lock()
            _locks[name] = lock
        return lock


def make_pair() -> tuple[threading.Lock, list[str]]:
    guard = threading.Lock()
    values: list[str] = []
    with guard:
        values.append("first")
    return guard, values


def start() -> None:
    global _global_lock
    _global_lock = threading.Lock()
    with _global_lock:
        _locks.clear()


class Worker:
    def configure(self) -> None:
        lock = threading.RLock()
        self._lock = lock
        with lock:
            self._state = "ready"

    def state(self) -> str:
        with self._lock:
            return self._state


def attach(worker: Worker) -> None:
    lock = threading.RLock()
    with lock:
        worker._lock = lock
