# corpus: strict not checked
"""The safe pattern: take, read, release, work, take again, record."""

import subprocess
import threading
import time
from pathlib import Path


class Thumbnails:
    def __init__(self, root: Path):
        self._lock = threading.Lock()
        self._root = root
        self._wanted: set[str] = set()
        self._made: dict[str, float] = {}

    def want(self, name: str) -> bool:
        with self._lock:
            if name in self._made or name in self._wanted:
                return False
            self._wanted.add(name)
            return True

    def make_all(self) -> int:
        with self._lock:
            wanted, self._wanted = self._wanted, set()
        made = {}
        for name in sorted(wanted):
            subprocess.run(["convert", str(self._root / name), "-resize", "64x64", "out.png"], timeout=20, check=True)
            made[name] = time.time()
        with self._lock:
            self._made.update(made)
            return len(self._made)

    def save(self) -> None:
        if not self._lock.acquire(timeout=1.0):
            return
        try:
            text = "\n".join(sorted(self._made))
        finally:
            self._lock.release()
        (self._root / "made.txt").write_text(text)
        time.sleep(0.01)
