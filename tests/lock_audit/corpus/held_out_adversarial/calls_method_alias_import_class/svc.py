from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store import MemStore, Store


class Svc:
    def __init__(self, disk: Store, mem: "MemStore") -> None:
        self._lock = threading.Lock()
        self.disk = disk
        self.mem = mem

    def save(self, k: str) -> None:
        with self._lock:
            self.mem.put(k)
            self.disk.put(k)  # expect: LCK006 via put -> write_text
