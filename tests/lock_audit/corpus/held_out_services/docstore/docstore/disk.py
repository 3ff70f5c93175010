from __future__ import annotations

import os
import subprocess
from pathlib import Path


class Disk:
    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, name: str) -> Path:
        return self.root / f"{name}.txt"

    def load(self, name: str) -> str:
        return self.path(name).read_text(encoding="utf-8")

    def save(self, name: str, text: str) -> None:
        with open(self.path(name), "w", encoding="utf-8") as fh:
            fh.write(text)
            os.fsync(fh.fileno())

    def pages(self, name: str) -> int:
        out = subprocess.run(["pdfinfo", str(self.path(name))], capture_output=True, text=True, timeout=10)
        return out.stdout.count("\n")
