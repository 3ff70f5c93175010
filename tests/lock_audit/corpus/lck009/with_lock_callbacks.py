# corpus: strict not checked
"""Callbacks of `with_lock` that return the very containers it guards."""

import threading

_lock = threading.Lock()
_cache: dict[str, bytes] = {}


def with_lock(lock, work):
    if not lock.acquire(timeout=0.5):
        raise TimeoutError("lock")
    try:
        return work()
    finally:
        lock.release()


def put(key: str, value: bytes) -> int:
    def insert() -> int:
        _cache[key] = value
        return len(_cache)

    return with_lock(_lock, insert)


def everything():
    return with_lock(_lock, lambda: _cache)  # expect: LCK009


class Hosts:
    def __init__(self):
        self._lock = threading.Lock()
        self._hosts: list[str] = []

    def add(self, host: str) -> list[str]:
        return with_lock(self._lock, lambda: self._add(host))

    def lazily(self):
        def lower():
            self._hosts.sort()
            return map(str.lower, self._hosts)  # expect: LCK009

        return with_lock(self._lock, lower)

    def live(self) -> list[str]:
        return with_lock(self._lock, self._live)

    def _add(self, host: str) -> list[str]:
        self._hosts.append(host)
        return list(self._hosts)

    def _live(self) -> list[str]:
        self._hosts.sort()
        return self._hosts  # expect: LCK009
