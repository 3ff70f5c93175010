from __future__ import annotations

import heapq
import threading
import time

from .task import Outcome, Task


class Board:
    def __init__(self) -> None:
        self._cond = threading.Condition()
        self._heap: list[Task] = []
        self._outcomes: dict[str, Outcome] = {}
        self._closed = False

    def post(self, task: Task) -> None:
        with self._cond:
            heapq.heappush(self._heap, task)
            self._cond.notify()

    def _due(self) -> bool:
        return bool(self._heap) and self._heap[0].due <= time.monotonic()

    def take(self, patience: float) -> Task | None:
        with self._cond:
            self._cond.wait_for(self._due, patience)
            if not self._due():
                return None
            return heapq.heappop(self._heap)

    def done(self, outcome: Outcome) -> None:
        with self._cond:
            self._outcomes[outcome.name] = outcome
            self._cond.notify_all()

    def outcome(self, name: str, patience: float) -> Outcome | None:
        deadline = time.monotonic() + patience
        with self._cond:
            while name not in self._outcomes:
                left = deadline - time.monotonic()
                if left <= 0:
                    return None
                self._cond.wait(left)
            return self._outcomes.pop(name)

    def try_peek(self) -> str | None:
        if not self._cond.acquire(blocking=False):
            return None
        try:
            return self._heap[0].name if self._heap else None
        finally:
            self._cond.release()

    def close(self) -> None:
        with self._cond:
            self._closed = True
            self._cond.notify_all()

    @property
    def closed(self) -> bool:
        with self._cond:
            return self._closed
