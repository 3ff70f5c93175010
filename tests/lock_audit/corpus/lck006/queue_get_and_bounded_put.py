# corpus: strict not checked
"""A mail outbox: taking from a queue waits, and so does putting into one that can be full."""

import multiprocessing
import queue
import threading
from queue import Queue, SimpleQueue


class Outbox:
    def __init__(self):
        self._lock = threading.Lock()
        self._bounded = queue.Queue(maxsize=100)
        self._positional = Queue(8)
        self._simple = SimpleQueue()
        self._processes = multiprocessing.Queue()
        self._sent = 0

    def send(self, message: str) -> None:
        with self._lock:
            self._sent += 1
            self._bounded.put(message)  # expect: LCK006

    def send_timed(self, message: str) -> None:
        with self._lock:
            self._sent += 1
            self._positional.put(message, timeout=0.5)  # expect: LCK006

    def next(self) -> str:
        with self._lock:
            self._sent -= 1
            return self._bounded.get(timeout=1.0)  # expect: LCK006

    def next_simple(self) -> str:
        with self._lock:
            return self._simple.get()  # expect: LCK006

    def next_of_process(self) -> str:
        with self._lock:
            return self._processes.get(True, 2.0)  # expect: LCK006

    def forward(self) -> None:
        message = self._bounded.get(timeout=1.0)
        with self._lock:
            self._sent += 1
        self._positional.put(message, timeout=1.0)
