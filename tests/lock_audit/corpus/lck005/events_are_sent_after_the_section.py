# corpus: strict not checked
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import requests


class Events:
    def __init__(self, url: str) -> None:
        self._url = url
        self._lock = threading.Condition()
        self._queue: list[str] = []
        self._senders = ThreadPoolExecutor(2)
        self._hooks: list[Callable[[str], None]] = [self._send]

    def emit(self, event: str) -> None:
        with self._lock:
            self._queue.append(event)
            self._lock.notify()

    def emit_async(self, event: str) -> None:
        with self._lock:
            self._queue.append(event)
            self._senders.submit(self._send, event)
            self._senders.submit(lambda: requests.get(self._url, timeout=2))

    def run(self) -> None:
        while True:
            with self._lock:
                while not self._queue:
                    self._lock.wait(timeout=1.0)
                event = self._queue.pop(0)
                hooks = tuple(self._hooks)
            if event == "stop":
                break
            for hook in hooks:
                hook(event)

    def start(self) -> None:
        with self._lock:
            self._queue.clear()
            threading.Thread(target=self.run, name="events").start()

    def _send(self, event: str) -> None:
        requests.post(self._url, json={"event": event}, timeout=2)
