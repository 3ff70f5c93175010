# corpus: strict not checked
import threading
import time


class Base:
    def flush(self) -> None:
        time.sleep(0.1)

    def size(self) -> int:
        return 1


class Child(Base):
    def __init__(self) -> None:
        self._lock = threading.Lock()

    def flush(self) -> None:
        with self._lock:
            super().flush()  # expect: LCK006 via flush -> sleep

    def size(self) -> int:
        with self._lock:
            return super().size() + 1
