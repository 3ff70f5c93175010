# corpus: strict not checked
"""Writer-preferring read-write lock built on one condition."""
from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from typing import Dict, Iterator, Optional


class LockTimeout(Exception):
    pass


class ReadWriteLock:
    def __init__(self) -> None:
        self._cond = threading.Condition(threading.Lock())
        self._readers = 0
        self._writer: Optional[int] = None
        self._writers_waiting = 0

    def start_read(self, timeout: float) -> bool:
        deadline = time.monotonic() + timeout
        with self._cond:
            while self._writer is not None or self._writers_waiting:
                remaining = deadline - time.monotonic()
                if remaining <= 0:
                    return False
                self._cond.wait(remaining)
            self._readers += 1
            return True

    def end_read(self) -> None:
        with self._cond:
            self._readers -= 1
            if self._readers == 0:
                self._cond.notify_all()

    def start_write(self, timeout: float) -> bool:
        deadline = time.monotonic() + timeout
        with self._cond:
            self._writers_waiting += 1
            try:
                while self._writer is not None or self._readers:
                    remaining = deadline - time.monotonic()
                    if remaining <= 0:
                        self._cond.notify_all()
                        return False
                    self._cond.wait(remaining)
                self._writer = threading.get_ident()
                return True
            finally:
                self._writers_waiting -= 1

    def end_write(self) -> None:
        with self._cond:
            if self._writer != threading.get_ident():
                raise RuntimeError("not the writer")
            self._writer = None
            self._cond.notify_all()

    @contextmanager
    def reading(self, timeout: float = 5.0) -> Iterator[None]:
        if not self.start_read(timeout):
            raise LockTimeout("read")
        try:
            yield
        finally:
            self.end_read()

    @contextmanager
    def writing(self, timeout: float = 5.0) -> Iterator[None]:
        if not self.start_write(timeout):
            raise LockTimeout("write")
        try:
            yield
        finally:
            self.end_write()


class Table:
    def __init__(self) -> None:
        self._rw = ReadWriteLock()
        self._rows: Dict[str, str] = {}

    def get(self, key: str) -> Optional[str]:
        with self._rw.reading():
            return self._rows.get(key)

    def put(self, key: str, value: str) -> None:
        with self._rw.writing():
            self._rows[key] = value
