# corpus: strict not checked
"""Chunked uploads: parts on disk, book-keeping in memory."""
import hashlib
import io
import os
import subprocess
import threading
from pathlib import Path


class UploadSession:
    def __init__(self, folder: Path, manifest: Path) -> None:
        self._folder = folder
        self._manifest = manifest
        self._lock = threading.Lock()
        self._parts: dict[int, Path] = {}
        self._sizes: dict[int, int] = {}

    def append(self, index: int, chunk: bytes) -> None:
        with self._lock:
            target = self._folder / f"{index}.part"
            with open(target, "wb") as fh:  # expect: LCK006
                fh.write(chunk)  # expect: LCK006
                os.fsync(fh.fileno())  # expect: LCK006
            self._parts[index] = target
            self._sizes[index] = len(chunk)

    def append_right(self, index: int, chunk: bytes) -> None:
        target = self._folder / f"{index}.part"
        with open(target, "wb") as fh:
            fh.write(chunk)
            os.fsync(fh.fileno())
        with self._lock:
            self._parts[index] = target
            self._sizes[index] = len(chunk)

    def _concat(self, out: Path) -> None:
        with open(out, "wb") as dst:
            for index in sorted(self._parts):
                dst.write(self._parts[index].read_bytes())

    def finish(self, out: Path) -> int:
        with self._lock:
            self._concat(out)  # expect: LCK006 via _concat -> open
            total = sum(self._sizes.values())
            self._parts.clear()
        return total

    def scan(self, out: Path) -> bool:
        with self._lock:
            code = subprocess.call(["clamscan", "--quiet", str(out)], timeout=60)  # expect: LCK006
        return code == 0

    def declared(self) -> list[str]:
        with self._lock:
            return self._manifest.read_text().splitlines()  # expect: LCK006

    def digest(self, index: int, chunk: bytes) -> str:
        with self._lock:
            size = self._sizes.get(index, 0)
            return hashlib.sha256(chunk + size.to_bytes(8, "big")).hexdigest()

    def report(self) -> str:
        out = io.StringIO()
        with self._lock:
            for index, size in sorted(self._sizes.items()):
                out.write(f"{index}: {size}\n")
            path = os.path.join("uploads", "-".join(map(str, sorted(self._sizes))))
        return path + "\n" + out.getvalue()
