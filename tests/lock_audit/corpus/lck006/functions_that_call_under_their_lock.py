# corpus: strict not checked
"""A function that calls its parameter under a lock makes every callable given to it a critical section."""

import threading
import time
from pathlib import Path


class Memo:
    def __init__(self):
        self._lock = threading.Lock()
        self._values: dict[str, str] = {}

    def get(self, key: str, compute) -> str:
        with self._lock:
            if key not in self._values:
                self._values[key] = compute(key)
            return self._values[key]

    def get_outside(self, key: str, compute) -> str:
        value = compute(key)
        with self._lock:
            return self._values.setdefault(key, value)


_memo = Memo()


def _read(key: str) -> str:
    return Path(key).read_text()  # expect: LCK006


def _slowly(key: str) -> str:
    time.sleep(0.1)
    return key


def text(key: str) -> str:
    return _memo.get(key, _read)


def upper(key: str) -> str:
    return _memo.get(key, lambda name: name.upper())


def slow(key: str) -> str:
    return _memo.get_outside(key, _slowly)


def settled(key: str) -> str:
    def compute(name: str) -> str:
        time.sleep(0.1)  # expect: LCK006
        return name

    return _memo.get(key, compute)
