# corpus: strict not checked
"""Makes the lock for its children."""
import threading


class Guarded:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._lane = threading.BoundedSemaphore(4)


class Named(Guarded):
    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
