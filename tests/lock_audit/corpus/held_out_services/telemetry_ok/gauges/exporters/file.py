from __future__ import annotations

from .base import Exporter


class FileExporter(Exporter):
    def __init__(self, path: str) -> None:
        super().__init__(batch=100)
        self._path = path

    def emit_batch(self, lines: list[str]) -> None:
        with open(self._path, "a", encoding="utf-8") as fh:
            fh.write("\n".join(lines) + "\n")
