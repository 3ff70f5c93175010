# corpus: strict not checked
"""Every acquire here is bounded and its release is certain."""
from __future__ import annotations

import threading
from contextlib import ExitStack, contextmanager

import requests


class Busy(RuntimeError):
    pass


class Ledger:
    def __init__(self, url: str, patience: float) -> None:
        self._url = url
        self._patience = patience
        self._lock = threading.Lock()
        self._mirror_lock = threading.Lock()
        self._totals: dict[str, int] = {}
        self._mirrored = 0

    def add(self, name: str, amount: int) -> int:
        with ExitStack() as stack:
            if not self._lock.acquire(timeout=self._patience):
                raise Busy(name)
            stack.callback(self._lock.release)
            self._totals[name] = self._totals.get(name, 0) + amount
            total = self._totals[name]
        self._announce(name, total)
        return total

    def try_begin(self) -> bool:
        return self._lock.acquire(timeout=0.1)

    def sync(self) -> int:
        with self._lock:
            if self._mirror_lock.acquire(blocking=False):
                try:
                    self._mirrored = len(self._totals)
                finally:
                    self._mirror_lock.release()
            return self._mirrored

    @contextmanager
    def editing(self, timeout: float = 1.0):
        if not self._lock.acquire(timeout=timeout):
            raise Busy("editing")
        try:
            yield self._totals
        finally:
            self._lock.release()

    def double(self, name: str) -> None:
        with self.editing() as totals:
            totals[name] = totals.get(name, 0) * 2
        self._announce(name, 0)

    def drop(self, name: str) -> bool:
        if got := self._lock.acquire(True, self._patience):
            try:
                self._totals.pop(name, None)
            finally:
                self._lock.release()
        return got

    def _announce(self, name: str, total: int) -> None:
        requests.post(self._url, json={"name": name, "total": total}, timeout=2)


class Turn:
    def __init__(self) -> None:
        self._inner = threading.Lock()
        self.turns = 0

    def __enter__(self) -> "Turn":
        if not self._inner.acquire(timeout=1.0):
            raise Busy("turn")
        return self

    def __exit__(self, *exc) -> None:
        self._inner.release()


def play(turn: Turn, url: str) -> str:
    with turn:
        turn.turns += 1
        number = turn.turns
    return requests.get(f"{url}/{number}", timeout=2).text
