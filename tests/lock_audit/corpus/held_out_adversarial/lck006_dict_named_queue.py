# corpus: strict not checked
import threading
from collections import deque


class Board:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.queue: dict[str, int] = {}
        self.line: deque[int] = deque(maxlen=3)

    def pos(self, k: str) -> int:
        with self._lock:
            n = self.queue.get(k, -1)
            self.line.append(n)
            return self.line.popleft() + len(self.queue)
