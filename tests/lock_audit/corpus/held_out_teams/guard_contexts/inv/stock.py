# corpus: strict not checked
import threading
from contextlib import contextmanager
from typing import Iterator


class InventoryBusy(RuntimeError):
    pass


class Inventory:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._levels: dict[str, int] = {}

    @contextmanager
    def exclusive(self, timeout: float = 1.0) -> Iterator[dict[str, int]]:
        if not self._lock.acquire(timeout=timeout):
            raise InventoryBusy()
        try:
            yield self._levels
        finally:
            self._lock.release()

    def level(self, sku: str) -> int:
        with self._lock:
            return self._levels.get(sku, 0)
