from __future__ import annotations

import logging
import threading
from collections import deque
from dataclasses import dataclass, field

log = logging.getLogger("metrics.registry")


@dataclass
class Counter:
    name: str
    value: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def inc(self, by: float = 1.0) -> float:
        with self.lock:
            self.value += by
            return self.value


class Registry:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counters: dict[str, Counter] = {}
        self._recent: deque[str] = deque(maxlen=500)

    def counter(self, name: str) -> Counter:
        with self._lock:
            found = self._counters.get(name)
            if found is None:
                found = self._counters[name] = Counter(name)
                log.info("new counter %s", name)
            self._recent.append(name)
            return found

    def counters(self) -> list[Counter]:
        with self._lock:
            return list(self._counters.values())

    def recent(self) -> tuple[str, ...]:
        with self._lock:
            return tuple(self._recent)

    def by_prefix(self, prefix: str) -> dict[str, Counter]:
        with self._lock:
            return {n: c for n, c in self._counters.items() if n.startswith(prefix)}
