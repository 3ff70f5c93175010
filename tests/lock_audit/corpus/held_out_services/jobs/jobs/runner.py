from __future__ import annotations

import logging
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor

from .leader import Leader
from .queue import JobQueue
from .types import Job, Status

log = logging.getLogger(__name__)


class Runner:
    def __init__(self, queue: JobQueue, leader: Leader) -> None:
        self._queue = queue
        self._leader = leader
        self._lock = threading.RLock()
        self._futures: dict[str, Future] = {}
        self._executor = ThreadPoolExecutor(4)
        self._idle = threading.Event()

    def step(self) -> bool:
        job = self._queue.next()
        if job is None:
            return False
        with self._lock:
            self._futures[job.id] = self._executor.submit(self._run, job)
            log.info("started %s", job.id)
        return True

    def _run(self, job: Job) -> None:
        job.status = Status.RUNNING
        try:
            job.work()
        except Exception as exc:
            job.status, job.error = Status.FAILED, str(exc)
        else:
            job.status = Status.DONE

    def who(self, job_id: str) -> str:
        with self._lock:
            if job_id not in self._futures:
                return ""
            return self._leader.current  # expect: LCK004 via current -> execute

    def leading(self) -> bool:
        with self._lock:
            return self._leader.leading

    def finish(self, job_id: str) -> None:
        with self._lock:
            future = self._futures.pop(job_id)
            self._await(future)  # expect: LCK006 via _await -> result

    def _await(self, future: Future) -> None:
        future.result(timeout=60)

    def quiesce(self) -> int:
        with self._lock:
            self._idle.wait(5)  # expect: LCK006 via wait
            return len(self._futures)

    def cancel(self, job_id: str) -> bool:
        with self._lock:
            self._futures.pop(job_id, None)
            return self._queue.remove(job_id)  # expect: LCK007

    def loop(self) -> None:
        while True:
            if not self.step():
                time.sleep(0.2)
