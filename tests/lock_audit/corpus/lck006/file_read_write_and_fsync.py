# corpus: strict not checked
"""A journal that opens, reads, writes and syncs its file while it holds the lock."""

import os
import threading
from pathlib import Path


class Journal:
    def __init__(self, path: Path):
        self._lock = threading.Lock()
        self._path = path
        self._lines: list[str] = []

    def append(self, line: str) -> None:
        with self._lock:
            self._lines.append(line)
            with open(self._path, "a") as out:  # expect: LCK006
                out.write(line + "\n")  # expect: LCK006
                os.fsync(out.fileno())  # expect: LCK006

    def reload(self) -> int:
        with self._lock:
            text = self._path.read_text()  # expect: LCK006
            self._lines = text.splitlines()
            return len(self._lines)

    def rewrite(self) -> None:
        with self._lock:
            self._path.write_text("\n".join(self._lines))  # expect: LCK006

    def rewrite_after(self) -> None:
        with self._lock:
            text = "\n".join(self._lines)
        self._path.write_text(text)
        with open(self._path, "rb") as handle:
            os.fsync(handle.fileno())
