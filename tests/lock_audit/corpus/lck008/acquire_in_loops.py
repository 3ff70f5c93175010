# corpus: strict not checked
"""Retries that know at the end whether they have the lock."""

import threading
import time


class Door:
    def __init__(self):
        self._lock = threading.Lock()
        self._entered = 0

    def until(self, deadline: float) -> bool:
        while not self._lock.acquire(timeout=0.1):
            if time.monotonic() > deadline:
                return False
        try:
            self._entered += 1
            return True
        finally:
            self._lock.release()

    def attempts(self, count: int) -> int:
        for _ in range(count):
            if self._lock.acquire(timeout=0.1):
                break
        else:
            raise TimeoutError(f"not free after {count} attempts")
        try:
            self._entered += 1
            return self._entered
        finally:
            self._lock.release()

    def inside(self, count: int) -> bool:
        for attempt in range(count):
            if not self._lock.acquire(timeout=0.1 * attempt):
                continue
            try:
                self._entered += 1
                return True
            finally:
                self._lock.release()
        return False

    def forever(self, stopping: threading.Event) -> None:
        while True:
            if self._lock.acquire(timeout=0.1):
                break
            if stopping.is_set():
                return
        try:
            self._entered += 1
        finally:
            self._lock.release()
