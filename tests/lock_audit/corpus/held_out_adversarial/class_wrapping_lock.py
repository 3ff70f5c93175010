# corpus: strict not checked
import threading
import time


class Guard:
    def __init__(self, limit: float = 1.0) -> None:
        self._inner = threading.Lock()
        self.limit = limit

    def __enter__(self) -> "Guard":
        if not self._inner.acquire(timeout=self.limit):
            raise TimeoutError("busy")
        return self

    def __exit__(self, *exc: object) -> None:
        self._inner.release()


class Table:
    def __init__(self) -> None:
        self.section = Guard(0.5)
        self.n = 0

    def touch(self) -> None:
        with self.section:
            self.n += 1
            time.sleep(0.2)  # expect: LCK006
        time.sleep(0.2)
