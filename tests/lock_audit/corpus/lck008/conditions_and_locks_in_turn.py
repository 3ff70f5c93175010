# corpus: strict not checked
"""A condition acquired like a lock, two locks in turn, a coroutine and a thread loop: each release is certain."""

import threading


class Exchange:
    def __init__(self):
        self._changed = threading.Condition()
        self._totals_lock = threading.Lock()
        self._offers: list[int] = []
        self._total = 0
        self._stopping = threading.Event()

    def offer(self, amount: int) -> bool:
        if not self._changed.acquire(timeout=0.5):
            return False
        try:
            self._offers.append(amount)
            self._changed.notify()
        finally:
            self._changed.release()
        if not self._totals_lock.acquire(timeout=0.5):
            return False
        try:
            self._total += amount
        finally:
            self._totals_lock.release()
        return True

    async def total(self) -> int:
        if not self._totals_lock.acquire(blocking=False):
            return -1
        try:
            return self._total
        finally:
            self._totals_lock.release()

    def loop(self) -> None:
        while not self._stopping.is_set():
            if not self._changed.acquire(timeout=0.5):
                continue
            try:
                if not self._offers:
                    self._changed.wait(timeout=0.5)
                self._offers.clear()
            except ValueError:
                self._offers = []
            finally:
                self._changed.release()
