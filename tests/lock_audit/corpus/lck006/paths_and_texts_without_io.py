# corpus: strict not checked
"""Paths are built, lines are formatted and names like `open` are looked up; the disk is asked outside."""

import threading
from pathlib import Path, PurePath


class Uploads:
    def __init__(self, root: Path):
        self._lock = threading.Lock()
        self._root = root
        self._names: dict[str, PurePath] = {}
        self._open: dict[str, bool] = {}
        self._file_lines: list[str] = []

    def place(self, name: str) -> Path:
        with self._lock:
            path = (self._root / name).with_suffix(".part")
            self._names[name] = path
            self._open[name] = True
            self._file_lines.append(f"{name} -> {path.name}\n")
            return path

    def write(self, name: str, body: bytes) -> int:
        path = self.place(name)
        written = path.write_bytes(body)
        with self._lock:
            self._open[name] = False
        return written

    def is_open(self, name: str) -> bool:
        with self._lock:
            return self._open.get(name, False)

    def suffixes(self) -> list[str]:
        with self._lock:
            return [path.suffix for path in self._names.values()]
