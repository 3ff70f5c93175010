# corpus: strict not checked
import threading
from typing import Any, Callable


class MemoryStorage:
    def __init__(self) -> None:
        self._lock = threading.RLock()
        self.users: dict[str, bytes] = {}
        self.renames: list[tuple[str, str]] = []

    def with_lock(self, label: str, fn: Callable[["MemoryStorage"], Any]) -> Any:
        with self._lock:
            return fn(self)
