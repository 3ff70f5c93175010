# corpus: strict not checked
"""A handler looked up by a computed name, or in a table nobody has seen, is not guessed."""
import threading

import requests


class Hooks:
    def __init__(self, handlers: dict) -> None:
        self._lock = threading.Lock()
        self._handlers = handlers
        self._fired: dict[str, int] = {}

    def on_paid(self, order: str) -> None:
        requests.post("https://hooks.example/paid", data=order, timeout=1)

    def on_seen(self, order: str) -> None:
        self._fired[order] = self._fired.get(order, 0) + 1

    def fire(self, kind: str, order: str) -> None:
        with self._lock:
            getattr(self, "on_" + kind)(order)

    def fire_registered(self, kind: str, order: str) -> None:
        with self._lock:
            self._handlers[kind](order)
            self._fired[order] = self._fired.get(order, 0) + 1
