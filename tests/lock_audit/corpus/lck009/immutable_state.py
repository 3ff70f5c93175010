# corpus: strict not checked
"""Tuples, frozen sets and strings that are replaced under the lock can not change in the caller's hand."""

import threading


class Routes:
    def __init__(self):
        self._lock = threading.Lock()
        self._routes: tuple[str, ...] = ()
        self._hosts: frozenset[str] = frozenset()
        self._name = "routes"

    def add(self, route: str) -> tuple[str, ...]:
        with self._lock:
            self._routes = (*self._routes, route)
            return self._routes

    def allow(self, host: str) -> frozenset[str]:
        with self._lock:
            self._hosts = self._hosts | {host}
            return self._hosts

    def rename(self, name: str) -> str:
        with self._lock:
            before, self._name = self._name, name
            return before
