# corpus: strict not checked
from __future__ import annotations

import threading

from bus import LocalBus, RemoteBus


class Presence:
    def __init__(self, remote: RemoteBus) -> None:
        self._lock = threading.Lock()
        self._local = LocalBus()
        self._remote = remote
        self._online: set[str] = set()

    def arrive(self, name: str) -> int:
        with self._lock:
            self._online.add(name)
            count = self._local.publish("presence", f"{name} arrived")
        self._remote.publish("presence", f"{name} arrived")
        return count

    def depart(self, name: str) -> None:
        with self._lock:
            self._online.discard(name)
            self._local.publish("presence", f"{name} left")
            self._local.flush_all()
        self._remote.flush_all()

    def tell(self, name: str, bus) -> int:
        with self._lock:
            known = name in self._online
            return bus.publish("presence", name) if known else 0

    def online(self) -> frozenset[str]:
        with self._lock:
            return frozenset(self._online)
