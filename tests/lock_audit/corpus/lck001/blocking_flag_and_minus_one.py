"""Every spelling of "wait for ever" that `acquire` knows."""

import threading


class Ledger:
    def __init__(self) -> None:
        self._mutex = threading.Lock()
        self._entries: list[int] = []

    def add(self, amount: int) -> None:
        self._mutex.acquire(True)  # expect: LCK001
        try:
            self._entries.append(amount)
        finally:
            self._mutex.release()

    def total(self) -> int:
        self._mutex.acquire(blocking=True)  # expect: LCK001
        try:
            return sum(self._entries)
        finally:
            self._mutex.release()

    def clear(self) -> None:
        self._mutex.acquire(timeout=-1)  # expect: LCK001
        try:
            self._entries.clear()
        finally:
            self._mutex.release()

    def last(self) -> int:
        self._mutex.acquire(True, -1)  # expect: LCK001
        try:
            return self._entries[-1]
        finally:
            self._mutex.release()

    def count(self) -> int:
        self._mutex.acquire(blocking=True, timeout=-1)  # expect: LCK001
        try:
            return len(self._entries)
        finally:
            self._mutex.release()
