from __future__ import annotations

from . import audit_log
from .audit_log import trail
from .disk import Disk
from .index import Index
from .locking import Guarded


class Library(Guarded):
    def __init__(self, disk: Disk, index: Index) -> None:
        super().__init__(patience=1.0)
        self._disk = disk
        self._index = index
        self._texts: dict[str, str] = {}
        self._pages: dict[str, int] = {}

    def read(self, name: str) -> str:
        with self.exclusive():
            if name not in self._texts:
                self._texts[name] = self._disk.load(name)  # expect: LCK006 via load -> read_text
            audit_log.trace("read", name)
            return self._texts[name]

    def write(self, name: str, text: str) -> None:
        with self.exclusive():
            self._texts[name] = text
            self._disk.save(name, text)  # expect: LCK006 via save -> open
        self._index.add(name, text)

    def remove(self, name: str) -> None:
        with self.exclusive():
            self._texts.pop(name, None)
            audit_log.record("remove", name)  # expect: LCK006 via record -> info

    def rename(self, old: str, new: str) -> None:
        with self.exclusive():
            self._texts[new] = self._texts.pop(old)
            self._index.add(new, self._texts[new])  # expect: LCK007

    def page_count(self, name: str) -> int:
        with self.exclusive():
            known = self._pages.get(name)
            if known is None:
                known = self._pages[name] = self._disk.pages(name)  # expect: LCK006 via pages -> run
            return known

    def touch(self, name: str) -> bool:
        with self._lock:
            trail.info("touch %s", name)  # expect: LCK006 via info
            return name in self._texts

    def forget(self, name: str) -> bool:
        with self.exclusive():
            gone = self._texts.pop(name, None) is not None
        audit_log.record("forget", name)
        return gone
