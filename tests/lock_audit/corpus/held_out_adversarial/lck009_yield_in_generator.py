# corpus: strict not checked
import threading
from contextlib import contextmanager
import contextlib


class Feed:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._rows: list[str] = []

    def stream(self):
        with self._lock:
            for r in self._rows:
                yield r  # expect: LCK009

    def stream_ok(self):
        with self._lock:
            rows = list(self._rows)
        yield from rows

    def delegated(self):
        with self._lock:
            yield from self._rows  # expect: LCK009

    @contextmanager
    def one(self):
        with self._lock:
            yield len(self._rows)

    @contextlib.contextmanager
    def two(self):
        with self._lock:
            yield None
