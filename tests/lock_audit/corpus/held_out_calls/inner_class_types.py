# corpus: strict not checked
"""The receiver's type is known and harmless, although a slow twin shares its method names."""
import threading
from pathlib import Path
from typing import NamedTuple


class DiskShelf:
    def load_page(self, n: int) -> str:
        return Path(f"{n}.txt").read_text()

    def store_page(self, n: int, text: str) -> None:
        Path(f"{n}.txt").write_text(text)


class MemoryShelf:
    def __init__(self) -> None:
        self._pages: dict[int, str] = {}

    def load_page(self, n: int) -> str:
        return self._pages.get(n, "")

    def store_page(self, n: int, text: str) -> None:
        self._pages[n] = text


class Shelves(NamedTuple):
    disk: DiskShelf
    memory: MemoryShelf


class Reader:
    def __init__(self, shelves: Shelves, lock: threading.Lock) -> None:
        self._shelves = shelves
        self._lock = lock

    def page(self, n: int) -> str:
        with self._lock:
            text = self._shelves.memory.load_page(n)
        if text:
            return text
        text = self._shelves.disk.load_page(n)
        with self._lock:
            self._shelves.memory.store_page(n, text)
        return text
