# corpus: strict not checked
"""A bounded acquire can fail; whoever does not look releases a lock someone else holds."""

import threading


class Seats:
    def __init__(self):
        self._lock = threading.Lock()
        self._free = 10

    def book(self) -> None:
        self._lock.acquire(timeout=1.0)  # expect: LCK008
        try:
            self._free -= 1
        finally:
            self._lock.release()

    def cancel(self) -> None:
        self._lock.acquire(True, 0.5)  # expect: LCK008
        try:
            self._free += 1
        finally:
            self._lock.release()

    def peek(self) -> int:
        self._lock.acquire(blocking=False)  # expect: LCK008
        try:
            return self._free
        finally:
            self._lock.release()

    def reset(self) -> None:
        acquired = self._lock.acquire(timeout=1.0)  # expect: LCK008
        try:
            self._free = 10
        finally:
            self._lock.release()
        print("reset", self._free)

    def close(self) -> None:
        if not self._lock.acquire(timeout=1.0):
            raise TimeoutError("seats")
        try:
            self._free = 0
        finally:
            self._lock.release()
