from __future__ import annotations

import os
import threading
from contextlib import ExitStack

from .logs import log
from .paper import Paper
from .writer import Writer


class ShelfBusy(Exception):
    pass


class Shelf:
    def __init__(self, root: str, writer: Writer) -> None:
        self._root = root
        self._writer = writer
        self._lock = threading.Lock()
        self._papers: dict[str, Paper] = {}
        self._loading: set[str] = set()

    def _target(self, name: str) -> str:
        return os.path.join(self._root, name + ".md")

    def get(self, name: str) -> Paper:
        with self._lock:
            paper = self._papers.get(name)
        if paper is not None:
            return paper
        with open(self._target(name), encoding="utf-8") as fh:
            text = fh.read()
        with self._lock:
            return self._papers.setdefault(name, Paper(name, text))

    def edit(self, name: str, text: str) -> int:
        with ExitStack() as stack:
            if not self._lock.acquire(timeout=1.0):
                raise ShelfBusy(name)
            stack.callback(self._lock.release)
            old = self._papers.get(name) or Paper(name, "", 0)
            new = old.edited(text)
            self._papers[name] = new
            rendered = new.render()
            path = self._target(name)
            log.info("edited %s to revision %d", name, new.revision)
        self._writer.enqueue(path, rendered)
        return new.revision

    def digest(self) -> str:
        with self._lock:
            return "\n".join(p.render() for p in self._papers.values())

    def names(self) -> tuple[str, ...]:
        with self._lock:
            return tuple(sorted(self._papers))

    def drop(self, name: str) -> bool:
        with ExitStack() as stack:
            stack.enter_context(self._lock)
            gone = self._papers.pop(name, None)
        if gone is not None:
            os.unlink(self._target(name))
        return gone is not None
