# corpus: strict not checked
from __future__ import annotations

import logging
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import Dict, Iterator, NamedTuple

log = logging.getLogger("templates")


class Entry(NamedTuple):
    text: str
    size: int


class Loader:
    def __init__(self, root: Path) -> None:
        self.root = root

    def source(self, name: str) -> str:
        return (self.root / name).read_text(encoding="utf-8")

    def __call__(self, name: str) -> str:
        return self.source(name)


class TemplateCache:
    def __init__(self, loader: Loader, timeout: float = 1.0) -> None:
        self._loader = loader
        self._timeout = timeout
        self._lock = threading.Lock()
        self._entries: Dict[str, Entry] = {}

    @contextmanager
    def _locked(self) -> Iterator[Dict[str, Entry]]:
        if not self._lock.acquire(timeout=self._timeout):
            raise TimeoutError("template cache")
        try:
            yield self._entries
        finally:
            self._lock.release()

    def text_of(self, name: str) -> str:
        with self._locked() as entries:
            entry = entries.get(name)
            if entry is None:
                text = self._loader.source(name)  # expect: LCK006 via source -> read_text
                entry = entries[name] = Entry(text, len(text))
            return entry.text

    def refresh(self, name: str) -> int:
        with self._locked() as entries:
            text = self._loader(name)  # expect: LCK006
            entries[name] = Entry(text, len(text))
            return len(text)

    def preload(self, name: str) -> None:
        text = self._loader(name)
        with self._locked() as entries:
            entries[name] = Entry(text, len(text))
            log.debug("loaded %s", name)

    def total(self) -> int:
        with self._locked() as entries:
            return sum(entry.size for entry in entries.values())

    def double(self, name: str) -> int:
        with self._locked() as entries:
            size = entries[name].size
            return size + self.total()  # expect: LCK007

    def entries(self) -> Dict[str, Entry]:
        with self._lock:
            return self._entries  # expect: LCK009

    def drop(self, name: str) -> bool:
        got = self._lock.acquire(timeout=self._timeout)  # expect: LCK008
        if not got:
            return False
        del self._entries[name]
        self._lock.release()
        return True
