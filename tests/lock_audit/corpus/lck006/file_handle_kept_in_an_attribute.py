# corpus: strict not checked
"""An audit trail over a handle opened once; the type of the attribute says it is a file."""

import threading
from typing import TextIO


class Trail:
    def __init__(self, path: str):
        self._lock = threading.Lock()
        self._out = open(path, "a")
        self._count = 0

    def record(self, who: str, what: str) -> None:
        line = f"{who} {what}\n"
        with self._lock:
            self._count += 1
            self._out.write(line)  # expect: LCK006

    def written(self) -> int:
        with self._lock:
            return self._count


class Mirror:
    def __init__(self, source: TextIO):
        self._guard = threading.Lock()
        self._source = source
        self._seen: set[str] = set()

    def poll(self) -> bool:
        with self._guard:
            line = self._source.readline()  # expect: LCK006
            new = line not in self._seen
            self._seen.add(line)
            return new
