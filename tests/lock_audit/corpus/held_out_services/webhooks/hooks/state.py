from __future__ import annotations

import threading
from dataclasses import dataclass, field


@dataclass
class Hook:
    id: str
    url: str
    secret: str
    failures: int = 0


@dataclass
class State:
    lock: threading.Lock = field(default_factory=threading.Lock)
    hooks: dict[str, Hook] = field(default_factory=dict)
    paused: set[str] = field(default_factory=set)

    def hook(self, hook_id: str) -> Hook | None:
        return self.hooks.get(hook_id)

    def add_hook(self, hook: Hook) -> None:
        self.hooks[hook.id] = hook


state = State()


class Busy(Exception):
    pass


class StorageProxy:
    """Object flavour of the helper, with tracing."""

    def __init__(self, target: State) -> None:
        self._target = target

    def with_storage_traced(self, label, fn, timeout=0.5):
        if not self._target.lock.acquire(timeout=timeout):
            raise Busy(label)
        try:
            return fn(self._target)
        finally:
            self._target.lock.release()
