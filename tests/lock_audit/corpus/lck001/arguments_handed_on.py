# corpus: strict not checked
"""What a wrapper hands on with stars has a bound or not: nobody knows here."""

import threading


class Gate:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._changed = threading.Condition()

    def acquire(self, *args, **kwargs) -> bool:
        return self._lock.acquire(*args, **kwargs)

    def release(self) -> None:
        self._lock.release()

    def wait(self, *args) -> bool:
        with self._changed:
            return self._changed.wait(*args)

    def wait_for_ever(self) -> bool:
        with self._changed:
            return self._changed.wait()  # expect: LCK001
