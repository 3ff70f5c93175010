# corpus: strict not checked
"""The result looked at by walrus, by `is`, by `not`, by else: each of them is looking."""

import threading


class Gate:
    def __init__(self):
        self._lock = threading.Lock()
        self._passed = 0
        self._refused = 0

    def by_walrus(self) -> bool:
        if got := self._lock.acquire(timeout=0.2):
            try:
                self._passed += 1
            finally:
                self._lock.release()
        return got

    def by_negated_walrus(self) -> int:
        if not (got := self._lock.acquire(timeout=0.2)):
            raise TimeoutError(f"gate: {got}")
        try:
            self._passed += 1
            return self._passed
        finally:
            self._lock.release()

    def by_identity(self) -> int:
        if self._lock.acquire(timeout=0.2) is False:
            return -1
        try:
            return self._passed
        finally:
            self._lock.release()

    def by_else(self) -> bool:
        if self._lock.acquire(timeout=0.2):
            try:
                self._passed += 1
            finally:
                self._lock.release()
        else:
            self._refused += 1
            return False
        return True

    def by_variable(self, wait_s: float) -> bool:
        free = self._lock.acquire(timeout=wait_s)
        if not free:
            self._refused += 1
            return False
        try:
            self._passed += 1
            return True
        finally:
            self._lock.release()
