from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass, field
from typing import Callable


@dataclass
class Job:
    id: str
    fn: Callable
    args: tuple = field(default_factory=tuple)


class JobQueue:
    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._mutex = threading.Lock()
        self._ready = threading.Condition(self._mutex)
        self._space = threading.Condition(self._mutex)
        self._jobs: deque[Job] = deque()
        self._stopped = threading.Event()

    def take(self) -> Job:
        with self._ready:
            while not self._jobs:
                self._ready.wait()  # expect: LCK001
            job = self._jobs.popleft()
            self._space.notify()
            return job

    def take_for(self, seconds: float) -> Job | None:
        with self._mutex:
            while not self._jobs:
                if not self._ready.wait(timeout=seconds):
                    return None
            return self._jobs.popleft()

    def add(self, job: Job) -> bool:
        with self._space:
            if len(self._jobs) >= self._limit and not self._space.wait(0.5):
                return False
            self._jobs.append(job)
            self._ready.notify()
            return True

    def _push_front(self, job: Job) -> None:
        with self._ready:
            self._jobs.appendleft(job)
            self._ready.notify()

    def requeue(self, job: Job) -> None:
        self._push_front(job)

    def requeue_all(self, jobs: list[Job]) -> None:
        with self._mutex:
            for job in jobs:
                self._push_front(job)  # expect: LCK007

    def drain(self) -> int:
        with self._mutex:
            self._stopped.wait(5.0)  # expect: LCK006
            count = len(self._jobs)
            self._jobs.clear()
        return count

    def stop(self) -> None:
        with self._mutex:
            self._stopped.set()
            self._ready.notify_all()
