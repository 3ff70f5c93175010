# corpus: strict not checked
"""What is handed to a thread, an executor, a timer, a queue or atexit runs somewhere else."""
import atexit
import queue
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import requests


class Notifier:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._executor = ThreadPoolExecutor(max_workers=2)
        self._later: queue.Queue = queue.Queue()
        self._sent: list[str] = []
        self._steps: list = []

    def _send(self, text: str) -> None:
        requests.post("https://hooks.example", data=text, timeout=1)
        with self._lock:
            self._sent.append(text)

    def send(self, text: str) -> None:
        with self._lock:
            self._sent.append(text)
            self._executor.submit(self._send, text)
            self._later.put_nowait(partial(self._send, text))
            self._steps.append(lambda: self._send(text))
            threading.Thread(target=self._send, args=(text,), daemon=True).start()

    def send_soon(self, text: str) -> None:
        with self._lock:
            timer = threading.Timer(1.0, self._send, [text])
            timer.start()
            atexit.register(self._send, text)
