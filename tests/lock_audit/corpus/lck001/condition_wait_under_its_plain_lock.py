import threading


class Latch:
    """Opens once; `Condition(self._lock)` is that lock."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._changed = threading.Condition(self._lock)
        self._open = False

    def open(self) -> None:
        self._changed.acquire()  # expect: LCK001
        try:
            self._open = True
            self._changed.notify_all()
        finally:
            self._changed.release()

    def pass_through(self) -> None:
        with self._lock:  # expect: LCK001[strict]
            while not self._open:
                self._changed.wait(timeout=None)  # expect: LCK001

    def poll(self) -> bool:
        with self._lock:  # expect: LCK001[strict]
            return self._open or self._changed.wait(0.05)
