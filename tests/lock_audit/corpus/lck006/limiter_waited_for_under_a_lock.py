# corpus: strict not checked
"""The export service waits for one of four slots while it holds its table."""

import threading

EXPORT_SLOTS = 4


class Busy(Exception):
    pass


class Exports:
    def __init__(self):
        self._lock = threading.Lock()
        self._slots = threading.BoundedSemaphore(EXPORT_SLOTS)
        self._running: dict[str, int] = {}

    def start(self, name: str) -> None:
        with self._lock:
            if not self._slots.acquire(timeout=1.0):  # expect: LCK006
                raise Busy(name)
            try:
                self._running[name] = self._running.get(name, 0) + 1
            finally:
                self._slots.release()

    def start_in_order(self, name: str) -> None:
        if not self._slots.acquire(timeout=1.0):
            raise Busy(name)
        try:
            with self._lock:
                self._running[name] = self._running.get(name, 0) + 1
        finally:
            self._slots.release()

    def start_by_with(self, name: str) -> None:
        with self._lock:
            with self._slots:  # expect: LCK006
                self._running[name] = self._running.get(name, 0) + 1
