# corpus: strict not checked
import threading


class Cache:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._d: dict[str, int] = {}

    def a(self):
        with self._lock:
            self._d["x"] = 1
            # lock-audit: allow LCK009 -- read-only consumer in the same thread
            return self._d  # expect: LCK009[suppressed]

    def b(self) -> None:
        # expect-next: LCK001[suppressed]
        self._lock.acquire()  # lock-audit: allow LCK001 -- process is exiting
        try:
            self._d.clear()
        finally:
            self._lock.release()

    def c(self) -> int:
        with self._lock:
            return len(self._d)
