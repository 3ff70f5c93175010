# corpus: strict not checked
"""What is taken out of the container, counted or asked of it may leave."""

import threading
from collections import deque
from dataclasses import dataclass


@dataclass(frozen=True)
class Job:
    name: str
    cost: int


class Jobs:
    def __init__(self):
        self._lock = threading.Lock()
        self._waiting: deque[Job] = deque()
        self._by_name: dict[str, Job] = {}
        self._cost = 0
        self._state = "open"

    def push(self, job: Job) -> int:
        with self._lock:
            self._waiting.append(job)
            self._by_name[job.name] = job
            self._cost += job.cost
            return self._cost

    def pop(self) -> Job | None:
        with self._lock:
            return self._waiting.popleft() if self._waiting else None

    def find(self, name: str) -> Job | None:
        with self._lock:
            return self._by_name.get(name)

    def first(self) -> Job:
        with self._lock:
            return self._waiting[0]

    def next_of(self) -> Job:
        with self._lock:
            return next(iter(self._waiting))

    def known(self, name: str) -> Job:
        with self._lock:
            return self._by_name[name]

    def remove(self, name: str) -> bool:
        with self._lock:
            return self._by_name.pop(name, None) is not None

    def describe(self) -> tuple[str, int]:
        with self._lock:
            return self._state, len(self._waiting)

    def largest(self) -> Job:
        with self._lock:
            return max(self._by_name.values(), key=lambda job: job.cost)
