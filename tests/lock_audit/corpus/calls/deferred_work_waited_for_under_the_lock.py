# corpus: strict not checked
"""Handing work over is fine; waiting for it under the lock is not."""
import queue
import threading
from concurrent.futures import ThreadPoolExecutor

import requests


def _load(name: str) -> str:
    return requests.get("https://users.example/" + name, timeout=1).text


class Loader:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._executor = ThreadPoolExecutor(max_workers=2)
        self._answers: queue.Queue = queue.Queue()
        self._known: dict[str, str] = {}

    def load(self, name: str) -> None:
        with self._lock:
            future = self._executor.submit(_load, name)
            self._known[name] = future.result(timeout=2)  # expect: LCK006

    def load_in_a_thread(self, name: str) -> None:
        with self._lock:
            thread = threading.Thread(target=_load, args=(name,))
            thread.start()
            thread.join(2.0)  # expect: LCK006
            self._known[name] = ", ".join([name, "loaded"])

    def _next(self) -> str:
        return self._answers.get(timeout=1.0)

    def take_answer(self, name: str) -> None:
        with self._lock:
            self._known[name] = self._next()  # expect: LCK006 via _next -> get

    def load_and_wait_outside(self, name: str) -> None:
        with self._lock:
            future = self._executor.submit(_load, name)
        answer = future.result(timeout=2)
        with self._lock:
            self._known[name] = answer
