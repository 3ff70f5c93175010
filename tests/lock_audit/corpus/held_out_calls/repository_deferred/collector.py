# corpus: strict not checked
from threading import Lock, Thread

from repo import ReadingRepository


class Collector:
    """Readings gather in a buffer; a full buffer is swapped out and written unlocked."""

    def __init__(self, readings: ReadingRepository, limit: int = 100) -> None:
        self.readings = readings
        self.limit = limit
        self.lock = Lock()
        self.buffer: list = []

    def push(self, serial, value):
        full = None
        with self.lock:
            self.buffer.append((serial, value))
            if len(self.buffer) >= self.limit:
                full, self.buffer = self.buffer, []
        if full:
            self.readings.save(full)

    def push_async(self, serial, value):
        with self.lock:
            rows = [(serial, value)]
            worker = Thread(target=self.readings.save, args=(rows,), daemon=True)
            worker.start()
