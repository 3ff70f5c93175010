# corpus: strict not checked
"""Reports built in StringIO and BytesIO: written and read under the lock, and no disk in sight."""

import io
import threading
from io import StringIO


class Report:
    def __init__(self):
        self._lock = threading.Lock()
        self._buffer = StringIO()
        self._binary = io.BytesIO()
        self._lines = 0

    def add(self, line: str) -> None:
        with self._lock:
            self._buffer.write(line)
            self._buffer.write("\n")
            self._lines += 1

    def add_bytes(self, chunk: bytes) -> int:
        with self._lock:
            self._binary.write(chunk)
            return self._binary.tell()

    def text(self) -> str:
        with self._lock:
            self._buffer.seek(0)
            return self._buffer.read()

    def table(self, rows: list[tuple[str, int]]) -> str:
        with self._lock:
            out = io.StringIO()
            for name, count in rows:
                out.write(f"{name}\t{count}\n")
            self._lines += len(rows)
            return out.getvalue()
