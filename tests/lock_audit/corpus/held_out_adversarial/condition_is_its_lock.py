# corpus: strict not checked
import threading


class Box:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._full = threading.Condition(self._lock)
        self._items: list[int] = []

    def put(self, n: int) -> None:
        with self._lock:
            self._items.append(n)
            self._full.notify()

    def take(self, limit: float) -> int | None:
        with self._lock:
            while not self._items:
                if not self._full.wait(timeout=limit):
                    return None
            return self._items.pop()
