# corpus: strict not checked
"""Locks in a list, a lock from the caller or a new one, and the class under another name."""
import threading
from threading import Lock as Mutex

import requests

STRIPES = 16


class Striped:
    def __init__(self, lock=None) -> None:
        self._stripes = [threading.Lock() for _ in range(STRIPES)]
        self._lock = lock or threading.Lock()
        self._mutex = Mutex()
        self._values: dict[str, str] = {}

    def _ask(self, key: str) -> str:
        return requests.get("https://values.example/" + key, timeout=1).text

    def load(self, key: str) -> None:
        with self._stripes[len(key) % STRIPES]:
            self._values[key] = self._ask(key)  # expect: LCK005 via _ask -> requests.get

    def load_alone(self, key: str) -> None:
        with self._lock:
            self._values[key] = self._ask(key)  # expect: LCK005 via _ask -> requests.get

    def load_with_mutex(self, key: str) -> None:
        with self._mutex:
            self._values[key] = self._ask(key)  # expect: LCK005 via _ask -> requests.get

    def load_outside(self, key: str) -> None:
        value = self._ask(key)
        with self._stripes[len(key) % STRIPES]:
            self._values[key] = value
