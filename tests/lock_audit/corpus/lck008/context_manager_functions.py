# corpus: strict not checked
"""Generators that hold around their yield: an exception in the block arrives at the yield."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Storage:
    def __init__(self):
        self._lock = threading.Lock()
        self._users: dict[str, str] = {}

    @contextmanager
    def locked(self, wait_s: float) -> Iterator[None]:
        if not self._lock.acquire(timeout=wait_s):
            raise TimeoutError("storage")
        try:
            yield
        finally:
            self._lock.release()

    @contextmanager
    def locked_loosely(self, wait_s: float) -> Iterator[None]:
        if not self._lock.acquire(timeout=wait_s):  # expect: LCK008
            raise TimeoutError("storage")
        yield
        self._lock.release()

    @contextmanager
    def locked_blindly(self, wait_s: float) -> Iterator[None]:
        self._lock.acquire(timeout=wait_s)  # expect: LCK008
        try:
            yield
        finally:
            self._lock.release()

    @contextmanager
    def attempt(self) -> Iterator[bool]:
        got = self._lock.acquire(blocking=False)
        try:
            yield got
        finally:
            if got:
                self._lock.release()

    def rename(self, old: str, new: str) -> None:
        with self.locked(0.5):
            self._users[new] = self._users.pop(old)
