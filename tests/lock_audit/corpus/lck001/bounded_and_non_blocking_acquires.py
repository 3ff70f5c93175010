"""Every spelling of a bounded wait."""

import threading

PATIENCE_S = 0.25


class Busy(Exception):
    """Somebody else holds the counters."""


class Counters:
    def __init__(self, patience_s: float = PATIENCE_S) -> None:
        self._lock = threading.RLock()
        self._patience_s = patience_s
        self._values: dict[str, int] = {}

    def bump(self, name: str) -> None:
        if not self._lock.acquire(True, 2.0):
            raise Busy(name)
        try:
            self._values[name] = self._values.get(name, 0) + 1
        finally:
            self._lock.release()

    def try_bump(self, name: str) -> bool:
        if not self._lock.acquire(False):
            return False
        try:
            self._values[name] = self._values.get(name, 0) + 1
        finally:
            self._lock.release()
        return True

    def read(self, name: str) -> int:
        if not self._lock.acquire(blocking=True, timeout=PATIENCE_S):
            raise Busy(name)
        try:
            return self._values.get(name, 0)
        finally:
            self._lock.release()

    def peek(self, name: str) -> int | None:
        if self._lock.acquire(blocking=False):
            try:
                return self._values.get(name)
            finally:
                self._lock.release()
        return None

    def reset(self, name: str) -> None:
        if not self._lock.acquire(timeout=self._patience_s):
            raise Busy(name)
        try:
            self._values.pop(name, None)
        finally:
            self._lock.release()
