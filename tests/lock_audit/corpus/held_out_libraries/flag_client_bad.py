# corpus: strict not checked
from __future__ import annotations

import threading
from typing import Any, Callable, Dict, Mapping

import requests


class FlagStore:
    def __init__(self) -> None:
        self._rw = threading.RLock()
        self._flags: Dict[str, Any] = {}
        self._version = 0

    def replace(self, flags: Mapping[str, Any]) -> int:
        with self._rw:
            self._flags = dict(flags)
            self._version += 1
            return self._version

    def read(self, action: Callable[[Dict[str, Any]], Any]) -> Any:
        with self._rw:
            return action(self._flags)

    def values(self):
        with self._rw:
            return self._flags.values()  # expect: LCK009

    def version(self) -> int:
        with self._rw:
            return self._version


class FlagClient:
    TIMEOUT = 3.0

    def __init__(self, url: str) -> None:
        self.url = url
        self.store = FlagStore()
        self._lock = threading.BoundedSemaphore(1)
        self._ready = threading.Event()
        self._fetches = 0

    def _fetch(self) -> Dict[str, Any]:
        return requests.get(self.url, timeout=self.TIMEOUT).json()

    def refresh(self) -> int:
        with self._lock:
            self._fetches += 1
            flags = self._fetch()  # expect: LCK005 via _fetch -> get
        self._ready.set()
        return self.store.replace(flags)

    def first(self) -> bool:
        with self._lock:
            if self._fetches:
                return True
            return self._ready.wait(timeout=5)  # expect: LCK006

    def ready(self) -> bool:
        return self._ready.wait(timeout=5)

    def count(self) -> int:
        def measure(flags: Dict[str, Any]) -> int:
            return len(flags)

        return self.store.read(measure)

    def report(self) -> None:
        def send(flags: Dict[str, Any]) -> None:
            requests.post(self.url + "/report", json=flags, timeout=1)  # expect: LCK005

        self.store.read(send)

    def report_copy(self) -> None:
        flags = self.store.read(dict)
        requests.post(self.url + "/report", json=flags, timeout=1)

    def install(self, flags: Dict[str, Any]) -> int:
        with self._lock:
            self._fetches += 1
            return self.store.replace(flags)  # expect: LCK007
