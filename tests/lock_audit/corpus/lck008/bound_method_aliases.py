# corpus: strict not checked
"""acquire and release by other names."""

import multiprocessing
import threading


class Tally:
    def __init__(self):
        self._lock = threading.Lock()
        self._shared = multiprocessing.Lock()
        self._count = 0

    def add(self) -> None:
        take, give = self._lock.acquire, self._lock.release
        if not take(timeout=0.5):
            raise TimeoutError("tally")
        try:
            self._count += 1
        finally:
            give()

    def add_loosely(self) -> None:
        take = self._lock.acquire
        take(timeout=0.5)  # expect: LCK008
        try:
            self._count += 1
        finally:
            self._lock.release()

    def add_shared(self, amount: str) -> None:
        lock = self._shared
        if not lock.acquire(timeout=0.5):  # expect: LCK008
            raise TimeoutError("tally")
        self._count += int(amount)
        lock.release()

    def add_shared_rightly(self) -> None:
        lock = self._shared
        if not lock.acquire(timeout=0.5):
            raise TimeoutError("tally")
        try:
            self._count += 1
        finally:
            lock.release()
