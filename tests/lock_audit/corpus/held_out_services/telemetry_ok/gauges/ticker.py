from __future__ import annotations

import threading
from typing import Callable

from .registry import Registry


class Ticker:
    def __init__(self, registry: Registry, every: float) -> None:
        self._registry = registry
        self._every = every
        self._quit = threading.Event()
        self._lock = threading.Lock()
        self._hooks: list[Callable[[], None]] = []

    def on_tick(self, hook: Callable[[], None]) -> None:
        with self._lock:
            self._hooks.append(hook)

    def loop(self) -> None:
        while not self._quit.wait(self._every):
            self._registry.export()
            with self._lock:
                hooks = tuple(self._hooks)
            for hook in hooks:
                hook()

    def start(self) -> threading.Thread:
        thread = threading.Thread(target=self.loop, daemon=True)
        thread.start()
        return thread

    def stop(self) -> None:
        self._quit.set()
