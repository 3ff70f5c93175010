from __future__ import annotations

import threading
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Target:
    id: str
    url: str
    failures: int = 0

    @property
    def healthy(self) -> bool:
        return self.failures < 3

    def failed(self) -> "Target":
        return replace(self, failures=self.failures + 1)


class RelayStore:
    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.targets: dict[str, Target] = {}
        self.seen: set[str] = set()

    def first_time(self, event_id: str) -> bool:
        if event_id in self.seen:
            return False
        self.seen.add(event_id)
        return True

    def mark_failed(self, target_id: str) -> int:
        target = self.targets[target_id].failed()
        self.targets[target_id] = target
        return target.failures

    def healthy_targets(self) -> list[Target]:
        return [t for t in self.targets.values() if t.healthy]


class StoreBusy(Exception):
    pass


def with_storage(store: RelayStore, label, fn, *, timeout=0.5):
    if not store.lock.acquire(timeout=timeout):
        raise StoreBusy(label)
    try:
        return fn(store)
    finally:
        store.lock.release()
