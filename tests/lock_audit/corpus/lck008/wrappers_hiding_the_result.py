# corpus: strict not checked
"""A wrapper that neither returns nor checks what acquire said."""

import threading


class Guard:
    def __init__(self, wait_s: float):
        self._lock = threading.Lock()
        self._wait_s = wait_s
        self.entered = 0

    def lock(self) -> None:
        self._lock.acquire(timeout=self._wait_s)  # expect: LCK008
        self.entered += 1

    def unlock(self) -> None:
        self._lock.release()

    def try_lock(self) -> bool:
        self._lock.acquire(blocking=False)  # expect: LCK008
        return True

    def lock_known(self) -> bool:
        return self._lock.acquire(timeout=self._wait_s)
