# corpus: strict not checked
import threading


class Gate:
    def __init__(self) -> None:
        self._l = threading.Lock()
        self.n = 0

    def try_take(self, limit: float) -> bool:
        return self._l.acquire(timeout=limit)

    def __enter__(self) -> "Gate":
        if not self._l.acquire(timeout=2):
            raise TimeoutError
        return self

    def __exit__(self, *exc: object) -> None:
        self._l.release()
