# corpus: strict not checked
"""Everything that leaves these sections is a copy, an element or a scalar."""
from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Iterator


@dataclass(frozen=True)
class Entry:
    name: str
    score: int = 0


@dataclass
class Scoreboard:
    lock: threading.Lock = field(default_factory=threading.Lock)
    entries: dict[str, Entry] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)

    def record(self, name: str, score: int) -> Entry:
        with self.lock:
            entry = replace(self.entries.get(name, Entry(name)), score=score)
            self.entries[name] = entry
            if name not in self.order:
                self.order.append(name)
            return entry

    def all(self) -> dict[str, Entry]:
        with self.lock:
            return {**self.entries}

    def ranking(self) -> list[Entry]:
        with self.lock:
            return sorted(self.entries.values(), key=lambda e: -e.score)

    def names(self) -> tuple[str, ...]:
        with self.lock:
            return tuple(name.title() for name in self.order)

    def copy_order(self) -> list[str]:
        with self.lock:
            return self.order.copy()

    def tail(self, n: int) -> list[str]:
        with self.lock:
            return self.order[-n:]

    def best(self) -> int:
        with self.lock:
            return max((e.score for e in self.entries.values()), default=0)

    def line(self) -> str:
        with self.lock:
            return " ".join(map(str.upper, self.order))

    def has(self, name: str) -> bool:
        with self.lock:
            return name in self.entries

    def walk(self) -> Iterator[Entry]:
        with self.lock:
            entries = list(self.entries.values())
        for entry in entries:
            yield entry

    @contextmanager
    def edit(self) -> Iterator[dict[str, Entry]]:
        with self.lock:
            yield self.entries

    def rename(self, old: str, new: str) -> int:
        with self.edit() as entries:
            entries[new] = replace(entries.pop(old), name=new)
            return len(entries)
