# corpus: strict not checked
"""The breaker's state is guarded; the call it protects is made outside."""

import threading
import time
from collections.abc import Callable
from typing import TypeVar

import requests

T = TypeVar("T")


class Open(Exception):
    """The breaker is open; the call was not made."""


class Breaker:
    def __init__(self, most_failures: int, pause_s: float) -> None:
        self._lock = threading.Lock()
        self._most = most_failures
        self._pause_s = pause_s
        self._failures = 0
        self._opened = 0.0

    def call(self, operation: Callable[[], T]) -> T:
        with self._lock:
            if self._failures >= self._most and time.monotonic() - self._opened < self._pause_s:
                raise Open
        try:
            result = operation()
        except requests.RequestException:
            with self._lock:
                self._failures += 1
                self._opened = time.monotonic()
            raise
        with self._lock:
            self._failures = 0
        return result


_breaker = Breaker(5, 10.0)


def _ping() -> int:
    return requests.get("https://partner.example/", timeout=2).status_code


def ping() -> int:
    return _breaker.call(_ping)


def post(text: str) -> int:
    return _breaker.call(lambda: requests.post("https://partner.example/", data=text, timeout=2).status_code)
