# corpus: strict not checked
"""Unbounded queues and the nowait calls never wait, so they may stay under the lock."""

import queue
import threading
from collections import deque
from queue import LifoQueue, Queue, SimpleQueue


class Dispatcher:
    def __init__(self):
        self._lock = threading.Lock()
        self._jobs = Queue()
        self._zero = queue.Queue(maxsize=0)
        self._simple = SimpleQueue()
        self._bounded = LifoQueue(maxsize=50)
        self._recent = deque(maxlen=10)
        self._submitted = 0

    def submit(self, job) -> None:
        with self._lock:
            self._submitted += 1
            self._jobs.put(job)
            self._zero.put(job)
            self._simple.put(job)
            self._recent.append(job)

    def offer(self, job) -> bool:
        with self._lock:
            try:
                self._bounded.put_nowait(job)
            except queue.Full:
                return False
            self._submitted += 1
            return True

    def drain(self) -> list:
        drained = []
        with self._lock:
            while True:
                try:
                    drained.append(self._bounded.get_nowait())
                except queue.Empty:
                    return drained

    def poll(self):
        with self._lock:
            try:
                return self._bounded.get(block=False)
            except queue.Empty:
                return None

    def depth(self) -> int:
        with self._lock:
            return self._jobs.qsize() + len(self._recent)
