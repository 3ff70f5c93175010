# corpus: strict not checked
import threading


class Batcher:
    def __init__(self, limit):
        self._lock = threading.Lock()
        self._batch = []
        self._limit = limit
        self._sent = 0

    def add(self, item):
        with self._lock:
            self._batch.append(item)
            return len(self._batch) >= self._limit

    def flush(self):
        with self._lock:
            batch = list(self._batch)
            self._batch.clear()
            self._sent += len(batch)
            return batch

    def first(self):
        with self._lock:
            return self._batch[0] if self._batch else None

    def sent(self):
        with self._lock:
            return self._sent
