# corpus: strict not checked
"""A small in-process job scheduler."""
from __future__ import annotations

import heapq
import queue
import threading
import time
from dataclasses import dataclass, field
from typing import Callable


@dataclass(order=True)
class Job:
    due: float
    run: Callable[[], None] = field(compare=False)


class Scheduler:
    def __init__(self) -> None:
        self._state_lock = threading.Lock()
        self._ready = threading.Condition()
        self._jobs: list[Job] = []
        self._inbox: queue.Queue = queue.Queue(maxsize=64)
        self._thread = threading.Thread(target=self._loop, daemon=True)
        self._stopping = False
        self._paused = False

    def add(self, job: Job) -> None:
        with self._ready:
            heapq.heappush(self._jobs, job)
            self._ready.notify()

    def take(self) -> Job:
        with self._ready:
            while not self._jobs:
                self._ready.wait()  # expect: LCK001
            return heapq.heappop(self._jobs)

    def take_for(self, seconds: float) -> Job | None:
        with self._ready:
            if not self._jobs:
                self._ready.wait(timeout=seconds)
            return heapq.heappop(self._jobs) if self._jobs else None

    def resume(self) -> None:
        with self._state_lock:
            self._paused = False
            with self._ready:  # expect: LCK007
                self._ready.wait(timeout=0.5)  # expect: LCK006

    def drain(self) -> int:
        moved = 0
        with self._state_lock:
            while not self._stopping and self._pull():  # expect: LCK006 via _pull -> get
                moved += 1
        return moved

    def drain_now(self) -> int:
        moved = []
        with self._state_lock:
            try:
                while True:
                    moved.append(self._inbox.get_nowait())
            except queue.Empty:
                pass
        return len(moved)

    def stop(self) -> None:
        with self._state_lock:
            self._stopping = True
            self._join_worker()  # expect: LCK006 via _join_worker -> join

    def stop_politely(self) -> None:
        with self._state_lock:
            self._stopping = True
        self._join_worker()

    def _pull(self) -> bool:
        job = self._inbox.get(timeout=0.1)
        return job is not None

    def _join_worker(self) -> None:
        self._thread.join(timeout=5.0)

    def _loop(self) -> None:
        while not self._stopping:
            job = self.take_for(1.0)
            if job is not None and job.due <= time.monotonic():
                job.run()
