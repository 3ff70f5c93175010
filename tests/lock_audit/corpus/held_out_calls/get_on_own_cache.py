# corpus: strict not checked
from collections import deque
import queue
import threading


class Lru:
    def __init__(self, size):
        self.size = size
        self.data = {}

    def get(self, key):
        return self.data.get(key)

    def put(self, key, value):
        self.data[key] = value


class Board:
    def __init__(self):
        self.lock = threading.Lock()
        self.cache = Lru(10)
        self.jobs = deque(maxlen=10)
        self.bell = queue.Queue(maxsize=1)

    def show(self, key):
        with self.lock:
            value = self.cache.get(key)
            if value is None:
                value = len(self.jobs)
                self.cache.put(key, value)
            return value

    def push(self, job):
        with self.lock:
            self.jobs.append(job)
            if not self.bell.full():
                try:
                    self.bell.put(True, block=False)
                except queue.Full:
                    pass

    def poll(self):
        with self.lock:
            try:
                return self.bell.get(block=False)
            except queue.Empty:
                return None
