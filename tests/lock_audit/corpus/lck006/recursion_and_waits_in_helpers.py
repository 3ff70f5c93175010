# corpus: strict not checked
"""Helpers that call themselves and each other end somewhere: here in a sleep, there in nothing at all."""

import threading
import time


class Tree:
    def __init__(self):
        self._lock = threading.Lock()
        self._ready = threading.Condition()
        self._children: dict[str, list[str]] = {}

    def sweep(self, name: str) -> int:
        with self._lock:
            return self._sweep(name)  # expect: LCK006

    def size(self, name: str) -> int:
        with self._lock:
            return self._size(name)

    def wait(self, name: str) -> int:
        with self._lock:
            self._await_ready()  # expect: LCK006, LCK007
            return len(self._children.get(name, ()))

    def _sweep(self, name: str) -> int:
        total = 1
        for child in self._children.get(name, ()):
            total += self._sweep(child)
        if total > 100:
            time.sleep(0.01)
        return total

    def _size(self, name: str) -> int:
        return 1 + sum(self._half(child) for child in self._children.get(name, ()))

    def _half(self, name: str) -> int:
        return self._size(name) // 2

    def _await_ready(self) -> None:
        with self._ready:
            self._ready.wait(timeout=1.0)
