# corpus: strict not checked
"""Append-only journal with an in-memory tail."""
from __future__ import annotations

import io
import logging
import os
import threading
from collections import deque

log = logging.getLogger("journal.events")
_handler = logging.FileHandler("/var/log/journal/events.log")
log.addHandler(_handler)
quiet = logging.getLogger("journal.quiet")
quiet.addHandler(logging.StreamHandler())


class Journal:
    def __init__(self, path: str) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._tail: deque[str] = deque(maxlen=100)

    def append(self, line: str) -> None:
        with self._lock:
            self._tail.append(line)
            with open(self._path, "a", encoding="utf-8") as fh:  # expect: LCK006
                fh.write(line + "\n")  # expect: LCK006
                os.fsync(fh.fileno())  # expect: LCK006

    def render(self) -> str:
        with self._lock:
            out = io.StringIO()
            for line in self._tail:
                out.write(line)
            quiet.info("rendered %d lines", len(self._tail))
            return out.getvalue()

    def reload(self) -> int:
        with self._lock:
            self._tail.extend(self._read_all())  # expect: LCK006 via _read_all -> _slurp -> open
            return len(self._tail)

    def trim(self, keep: int) -> None:
        with self._lock:
            while len(self._tail) > keep:
                self._tail.popleft()
            self._say("trimmed", keep)  # expect: LCK006 via _say -> info

    def path(self) -> str:
        with self._lock:
            return os.path.join("/", self._path)

    def _read_all(self) -> list[str]:
        return self._slurp().splitlines()

    def _slurp(self) -> str:
        with open(self._path, encoding="utf-8") as fh:
            return fh.read()

    def _say(self, what: str, count: int) -> None:
        log.info("%s %d", what, count)
