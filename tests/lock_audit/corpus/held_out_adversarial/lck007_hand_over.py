# corpus: strict not checked
import threading


class Pipe:
    def __init__(self) -> None:
        self._head = threading.Lock()
        self._tail = threading.Lock()
        self.n = 0

    def step(self) -> bool:
        if not self._head.acquire(timeout=1):
            return False
        try:
            self.n += 1
        finally:
            self._head.release()
        with self._tail:
            self.n -= 1
            return True

    def contextual(self) -> int:
        with self._head:
            n = self.n
        for _ in range(n):
            with self._tail:
                self.n -= 1
        return n
