# corpus: strict not checked
"""Helpers that call what they are given without any lock, or after letting go."""
import threading
import time

import requests

_lock = threading.Lock()
_tries: dict[str, int] = {}


def with_retries(operation, tries: int = 3):
    for attempt in range(tries):
        try:
            return operation()
        except OSError:
            time.sleep(0.1 * attempt)
    return None


def counted(name: str, operation):
    with _lock:
        _tries[name] = _tries.get(name, 0) + 1
    return operation()


class Later:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._steps: list = []

    def add(self, operation) -> None:
        with self._lock:
            self._steps.append(operation)

    def run(self) -> None:
        with self._lock:
            steps = list(self._steps)
            self._steps.clear()
        for step in steps:
            step()


def download(url: str) -> None:
    with_retries(lambda: requests.get(url, timeout=1))
    counted("download", lambda: requests.get(url, timeout=1))
    later = Later()
    later.add(lambda: requests.get(url, timeout=1))
    later.run()
