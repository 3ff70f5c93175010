# corpus: strict not checked
"""Methods that call each other in a ring end, and only touch memory."""
import threading

import requests


class Tree:
    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._children: dict[str, list[str]] = {}

    def add(self, parent: str, name: str) -> None:
        with self._lock:
            self._children.setdefault(parent, []).append(name)

    def _depth(self, name: str) -> int:
        return 1 + self._deepest(self._children.get(name, []))

    def _deepest(self, names: list[str]) -> int:
        return max((self._depth(name) for name in names), default=0)

    def depth(self, name: str) -> int:
        with self._lock:
            return self._depth(name)

    def size(self, name: str) -> int:
        with self._lock:
            return 1 + sum(self.size(child) for child in self._children.get(name, []))

    def publish(self, name: str) -> None:
        requests.post("https://trees.example", json={"depth": self.depth(name)}, timeout=1)
