from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor

from .core import Job, JobQueue


class Worker:
    def __init__(self, queue: JobQueue, pool: ThreadPoolExecutor) -> None:
        self._queue = queue
        self._pool = pool
        self._state = threading.Lock()
        self._done: dict[str, object] = {}
        self._running: dict[str, Future] = {}

    def run_once(self) -> bool:
        job = self._queue.take_for(1.0)
        if job is None:
            return False
        with self._state:
            self._done[job.id] = self._run(job)  # expect: LCK006 via _run -> _await -> result
        return True

    def start(self, job: Job) -> None:
        with self._state:
            self._running[job.id] = self._pool.submit(job.fn, *job.args)

    def collect(self, job_id: str) -> object:
        with self._state:
            future = self._running.pop(job_id)
        value = future.result(timeout=30)
        with self._state:
            self._done[job_id] = value
        return value

    def _run(self, job: Job) -> object:
        return self._await(self._pool.submit(job.fn, *job.args))

    def _await(self, future: Future) -> object:
        return future.result(timeout=30)
