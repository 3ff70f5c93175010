# corpus: strict not checked
"""The finally releases whether or not the acquire succeeded."""

import threading
from contextlib import suppress


class Meter:
    def __init__(self):
        self._lock = threading.Lock()
        self._value = 0

    def add(self, amount: int) -> bool:
        got = self._lock.acquire(timeout=0.5)  # expect: LCK008
        try:
            if not got:
                return False
            self._value += amount
            return True
        finally:
            self._lock.release()

    def subtract(self, amount: int) -> bool:
        try:
            if self._lock.acquire(timeout=0.5):  # expect: LCK008
                self._value -= amount
                return True
            return False
        finally:
            self._lock.release()

    def read(self) -> int:
        self._lock.acquire(timeout=0.5)  # expect: LCK008
        try:
            return self._value
        finally:
            with suppress(RuntimeError):
                self._lock.release()

    def zero(self) -> None:
        self._lock.acquire(timeout=0.5)  # expect: LCK008
        try:
            self._value = 0
        finally:
            if self._lock.locked():
                self._lock.release()

    def double(self) -> bool:
        got = self._lock.acquire(timeout=0.5)
        try:
            if not got:
                return False
            self._value *= 2
            return True
        finally:
            if got:
                self._lock.release()
