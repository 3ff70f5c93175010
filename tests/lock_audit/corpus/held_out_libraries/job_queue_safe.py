# corpus: strict not checked
from __future__ import annotations

import enum
import logging
import threading
import uuid
from collections import deque
from dataclasses import dataclass, field
from typing import Any, Callable, Deque, Dict, List, Optional

logger = logging.getLogger(__name__)


class State(enum.Enum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass
class Job:
    func: Callable[..., Any]
    args: tuple = ()
    id: str = field(default_factory=lambda: uuid.uuid4().hex)
    state: State = State.QUEUED
    result: Any = None
    error: Optional[BaseException] = None


class JobQueue:
    def __init__(self, capacity: int = 1000) -> None:
        self._capacity = capacity
        self._lock = threading.Lock()
        self._not_empty = threading.Condition(self._lock)
        self._not_full = threading.Condition(self._lock)
        self._jobs: Deque[Job] = deque()
        self._known: Dict[str, Job] = {}
        self._closing = False

    def submit(self, func: Callable[..., Any], *args: Any, wait: float = 1.0) -> str:
        job = Job(func, args)
        with self._not_full:
            if len(self._jobs) >= self._capacity:
                self._not_full.wait(timeout=wait)
            if self._closing or len(self._jobs) >= self._capacity:
                raise RuntimeError("queue is full or closing")
            self._jobs.append(job)
            self._known[job.id] = job
            self._not_empty.notify()
        return job.id

    def take(self) -> Optional[Job]:
        with self._not_empty:
            while not self._jobs:
                if self._closing:
                    return None
                self._not_empty.wait(timeout=0.5)
            job = self._jobs.popleft()
            job.state = State.RUNNING
            self._not_full.notify()
            return job

    def finish(self, job: Job, result: Any = None, error: Optional[BaseException] = None) -> None:
        with self._lock:
            job.result, job.error = result, error
            job.state = State.FAILED if error else State.DONE

    def status(self, job_id: str) -> Optional[str]:
        with self._lock:
            job = self._known.get(job_id)
            return job.state.value if job else None

    def close(self) -> None:
        with self._lock:
            self._closing = True
            self._not_empty.notify_all()
            self._not_full.notify_all()


class Worker(threading.Thread):
    def __init__(self, jobs: JobQueue, number: int) -> None:
        super().__init__(name=f"worker-{number}", daemon=True)
        self._jobs = jobs

    def run(self) -> None:
        while True:
            job = self._jobs.take()
            if job is None:
                return
            try:
                self._jobs.finish(job, job.func(*job.args))
            except Exception as exc:
                logger.warning("job %s failed", job.id)
                self._jobs.finish(job, error=exc)


def start_workers(jobs: JobQueue, count: int = 4) -> List[Worker]:
    workers = [Worker(jobs, number) for number in range(count)]
    for worker in workers:
        worker.start()
    return workers
