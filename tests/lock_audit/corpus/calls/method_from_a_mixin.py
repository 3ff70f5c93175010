# corpus: strict not checked
"""Two mixins: one talks to the network, one only counts."""
import threading

import requests


class HookMixin:
    hook_url = "https://hooks.example/seats"

    def _announce(self, text: str) -> None:
        requests.post(self.hook_url, data=text, timeout=1)


class CountMixin:
    _counts: dict[str, int]

    def _count(self, name: str) -> int:
        self._counts[name] = self._counts.get(name, 0) + 1
        return self._counts[name]


class Seats(HookMixin, CountMixin):
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts = {}

    def take(self, name: str) -> int:
        with self._lock:
            taken = self._count(name)
            if taken == 10:
                self._announce(name)  # expect: LCK005 via _announce -> requests.post
            return taken

    def give_back(self, name: str) -> int:
        with self._lock:
            left = self._count(name)
        self._announce(name)
        return left
