# corpus: strict not checked
"""A throttle with a shared lock where it needs one, and a fresh one where it was forgotten."""

import threading
import time


class Throttle:
    def __init__(self, per_second: int):
        self._per_second = per_second
        self._lock = threading.Lock()
        self._stamps: dict[str, list[float]] = {}

    def allow(self, client: str) -> bool:
        now = time.monotonic()
        with self._lock:
            recent = [stamp for stamp in self._stamps.get(client, []) if now - stamp < 1.0]
            recent.append(now)
            self._stamps[client] = recent
            return len(recent) <= self._per_second

    def forget(self, client: str) -> None:
        with threading.Lock():  # expect: LCK010
            self._stamps.pop(client, None)

    def clients(self) -> list[str]:
        with threading.RLock():  # expect: LCK010
            return sorted(self._stamps)

    def size(self) -> int:
        lock = threading.Lock()  # expect: LCK010
        with lock:
            return len(self._stamps)
