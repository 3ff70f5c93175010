# corpus: strict not checked
"""`acquire(...) and something`: when the lock was free and the something is not, nobody gives it back."""

import threading


class Refresher:
    def __init__(self):
        self._lock = threading.Lock()
        self._stale = True
        self._runs = 0

    def refresh(self) -> bool:
        if self._lock.acquire(timeout=0.2) and self._stale:  # expect: LCK008
            try:
                self._runs += 1
                self._stale = False
                return True
            finally:
                self._lock.release()
        return False

    def skip(self) -> bool:
        if not self._lock.acquire(timeout=0.2) or not self._stale:  # expect: LCK008
            return False
        try:
            self._stale = False
            return True
        finally:
            self._lock.release()

    def refresh_rightly(self) -> bool:
        if self._stale and self._lock.acquire(timeout=0.2):
            try:
                self._runs += 1
                self._stale = False
                return True
            finally:
                self._lock.release()
        return False

    def skip_rightly(self) -> bool:
        if not self._stale or not self._lock.acquire(timeout=0.2):
            return False
        try:
            self._stale = False
            return True
        finally:
            self._lock.release()
