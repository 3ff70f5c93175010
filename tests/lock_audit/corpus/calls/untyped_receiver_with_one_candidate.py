# corpus: strict not checked
"""Nothing says what `archive` is, and one class alone has such a method."""
import os
import threading

_lock = threading.Lock()
_lines: dict[str, int] = {}


class Archive:
    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._bytes = 0

    def append_line_durably(self, line: str) -> int:
        os.fsync(self._descriptor)
        return len(line)

    def count_bytes(self, line: str) -> int:
        self._bytes += len(line)
        return self._bytes


def note(archive, line: str) -> None:
    with _lock:
        _lines[line] = archive.append_line_durably(line)  # expect: LCK006 via append_line_durably -> os.fsync


def count(archive, line: str) -> None:
    with _lock:
        _lines[line] = archive.count_bytes(line)


def note_outside(archive, line: str) -> None:
    length = archive.append_line_durably(line)
    with _lock:
        _lines[line] = length
