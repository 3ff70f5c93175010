# corpus: strict not checked
"""Name resolution cache with one lock per host."""
from __future__ import annotations

import socket
import threading
import time


class ResolverCache:
    def __init__(self, ttl: float = 30.0) -> None:
        self._ttl = ttl
        self._guard = threading.Lock()
        self._locks: dict[str, threading.Lock] = {}
        self._addresses: dict[str, tuple[float, list[str]]] = {}

    def register(self, host: str) -> None:
        with self._guard:
            if host not in self._locks:
                self._locks[host] = threading.Lock()

    def resolve(self, host: str) -> list[str]:
        with self._guard:
            lock = self._locks.setdefault(host, threading.Lock())
        with lock:
            stamp, found = self._addresses.get(host, (0.0, []))
            if time.monotonic() - stamp > self._ttl:
                found = self._lookup(host)  # expect: LCK005 via _lookup -> getaddrinfo
                self._addresses[host] = (time.monotonic(), found)
            return list(found)

    def resolve_outside(self, host: str) -> list[str]:
        found = self._lookup(host)
        with self._guard:
            self._addresses[host] = (time.monotonic(), found)
        return found

    def greet(self, host: str, port: int) -> bytes:
        with self._locks[host]:
            sock = socket.create_connection((host, port), timeout=2.0)  # expect: LCK005
            sock.sendall(b"HELO\r\n")  # expect: LCK005
            return sock.recv(64)  # expect: LCK005

    def hosts(self):
        with self._guard:
            return self._addresses.keys()  # expect: LCK009

    def _lookup(self, host: str) -> list[str]:
        infos = socket.getaddrinfo(host, None)
        return sorted({info[4][0] for info in infos})
