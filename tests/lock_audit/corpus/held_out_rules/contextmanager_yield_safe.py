# corpus: strict not checked
import contextlib
import threading
from contextlib import contextmanager


class Board:
    def __init__(self):
        self._lock = threading.Lock()
        self._version = 0

    @contextmanager
    def editing(self):
        with self._lock:
            self._version += 1
            yield self._version

    @contextlib.contextmanager
    def trying(self, seconds=0.5):
        got = self._lock.acquire(timeout=seconds)
        try:
            yield got
        finally:
            if got:
                self._lock.release()

    def touch(self):
        with self.editing() as version:
            return version


def watch(board, n):
    for _ in range(n):
        yield board.touch()
