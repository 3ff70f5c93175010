from __future__ import annotations

from pathlib import Path

from .base import BufferedSink


class DiskSink(BufferedSink):
    def __init__(self, path: Path, limit: int = 100) -> None:
        super().__init__(limit)
        self._path = path

    def flush(self) -> None:
        with self._lock:
            self._append("\n".join(self._lines()))  # expect: LCK006 via _append -> open
            self._buffer.clear()

    def flush_late(self) -> None:
        with self._lock:
            text = "\n".join(self._lines())
            self._buffer.clear()
        self._append(text)

    def rotate(self) -> None:
        with self._lock:
            self._settle()  # expect: LCK006 via _settle -> sleep
            self._buffer.clear()

    def _append(self, text: str) -> None:
        with open(self._path, "a", encoding="utf-8") as fh:
            fh.write(text)
