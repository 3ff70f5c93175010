from __future__ import annotations

import os
import threading
from pathlib import Path


class Journal:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._mutex = threading.Lock()
        self._pending: list[str] = []

    def append(self, entry: str) -> None:
        with self._mutex:
            self._pending.append(entry)

    def flush(self) -> int:
        with self._mutex:
            lines = list(self._pending)
            self._pending.clear()
        self._write(lines)
        return len(lines)

    def close(self) -> None:
        with self._mutex:
            self._write(self._pending)  # expect: LCK006 via _write -> open
            self._pending.clear()

    def compact(self) -> None:
        self._mutex.acquire()  # expect: LCK001
        try:
            self._pending = [line for line in self._pending if line]
        finally:
            self._mutex.release()

    def _write(self, lines: list[str]) -> None:
        with open(self._path, "a", encoding="utf-8") as fh:
            fh.writelines(line + "\n" for line in lines)
            fh.flush()
            os.fsync(fh.fileno())
