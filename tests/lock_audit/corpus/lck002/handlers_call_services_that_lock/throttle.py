# corpus: strict not checked
import threading


class Throttle:
    """Counts tries. Not API code: the lock lives and is taken here."""

    def __init__(self, most: int) -> None:
        self._lock = threading.Lock()
        self._most = most
        self._tries: dict[str, int] = {}

    def acquire(self, who: str) -> bool:
        with self._lock:
            self._tries[who] = self._tries.get(who, 0) + 1
            return self._tries[who] <= self._most

    def lock(self, who: str) -> None:
        with self._lock:
            self._tries[who] = self._most + 1

    def release(self, who: str) -> None:
        with self._lock:
            self._tries.pop(who, None)


throttle = Throttle(5)
