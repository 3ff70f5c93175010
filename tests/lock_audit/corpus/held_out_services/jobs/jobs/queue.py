from __future__ import annotations

import threading

from .types import Job, Status

WAIT_FOREVER = -1


class JobQueue:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ready = threading.Condition(self._lock)
        self._jobs: list[Job] = []
        self._by_id: dict[str, Job] = {}

    def submit(self, job: Job) -> None:
        if not self._lock.acquire(timeout=1.0):
            raise TimeoutError(job.id)
        try:
            self._jobs.append(job)
            self._by_id[job.id] = job
            self._ready.notify()
        finally:
            self._lock.release()

    def submit_fast(self, job: Job) -> bool:
        if not self._lock.acquire(blocking=False):  # expect: LCK008
            return False
        if job.id in self._by_id:
            return False
        self._jobs.append(job)
        self._lock.release()
        return True

    def next(self) -> Job | None:
        with self._ready:
            self._ready.wait_for(lambda: bool(self._jobs), timeout=1.0)
            return self._jobs.pop(0) if self._jobs else None

    def next_or_hang(self) -> Job:
        with self._ready:
            while not self._jobs:
                self._ready.wait(timeout=None)  # expect: LCK001
            return self._jobs.pop(0)

    def remove(self, job_id: str) -> bool:
        ok = self._lock.acquire(timeout=0.5)  # expect: LCK008
        try:
            return self._by_id.pop(job_id, None) is not None
        finally:
            self._lock.release()

    def status(self, job_id: str) -> Status | None:
        self._lock.acquire(timeout=WAIT_FOREVER)  # expect: LCK001
        try:
            job = self._by_id.get(job_id)
            return job.status if job else None
        finally:
            self._lock.release()

    def jobs(self) -> list[Job]:
        with self._lock:
            return list(self._jobs)

    def index(self):
        with self._lock:
            return self._by_id  # expect: LCK009
