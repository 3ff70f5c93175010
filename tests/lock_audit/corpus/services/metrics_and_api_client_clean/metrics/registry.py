# corpus: strict not checked
"""All counters. Rendering copies them one after the other and never holds two locks."""
import threading

from metrics.counters import Counter


class Registry:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counters: dict[str, Counter] = {}

    def counter(self, name: str) -> Counter:
        with self._lock:
            found = self._counters.get(name)
            if found is None:
                found = self._counters[name] = Counter(name)
            return found

    def render(self) -> str:
        with self._lock:
            counters = list(self._counters.values())
        return "\n".join(
            f"{counter.name} {label} {count}" for counter in counters for label, count in counter.snapshot().items()
        )
