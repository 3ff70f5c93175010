# corpus: strict not checked
"""Tag index with several ways to look at it."""
from __future__ import annotations

import threading
from threading import Lock, RLock


class TagIndex:
    _defaults_lock = Lock()
    _defaults: list[str] = ["new"]

    def __init__(self) -> None:
        self._lock = RLock()
        self._tags: dict[str, set[int]] = {}
        self._names: list[str] = []
        self._ids: set[int] = set()

    def upper(self):
        with self._lock:
            return (name.upper() for name in self._names)  # expect: LCK009

    def upper_list(self) -> list[str]:
        with self._lock:
            return [name.upper() for name in self._names]

    def id_texts(self):
        with self._lock:
            return map(str, self._ids)  # expect: LCK009

    def id_line(self) -> str:
        with self._lock:
            return ",".join(map(str, sorted(self._ids)))

    def pairs(self):
        with self._lock:
            return self._tags.items()  # expect: LCK009

    def first(self) -> str | None:
        with self._lock:
            return self._names[0] if self._names else None

    def walk(self):
        for name in self.upper_list():
            with self._lock:
                found = len(self._tags.get(name, ()))
                yield name, found  # expect: LCK009

    @classmethod
    def defaults(cls):
        with cls._defaults_lock:
            return cls._defaults  # expect: LCK009

    def reset(self) -> None:
        with Lock():  # expect: LCK010
            self._tags.clear()
            self._names.clear()

    def total(self) -> int:
        with self._lock:
            return sum(len(ids) for ids in self._tags.values())
