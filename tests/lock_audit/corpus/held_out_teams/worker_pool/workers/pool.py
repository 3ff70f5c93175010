# corpus: strict not checked
from __future__ import annotations

import queue
import threading
from concurrent.futures import Future, ThreadPoolExecutor


class WorkerPool:
    def __init__(self, size: int) -> None:
        self._lock = threading.Lock()
        self._executor = ThreadPoolExecutor(max_workers=size)
        self._backlog: queue.Queue = queue.Queue(maxsize=16)
        self._idle = threading.Event()
        self._keeper = threading.Thread(target=self._keep, daemon=True)
        self._submitted = 0

    def run(self, fn, *args):
        with self._lock:
            self._submitted += 1
            future = self._executor.submit(fn, *args)
            return self._settle(future)  # expect: LCK006 via _settle -> result

    def run_outside(self, fn, *args):
        with self._lock:
            self._submitted += 1
            future = self._executor.submit(fn, *args)
        return self._settle(future)

    def enqueue(self, job: tuple) -> None:
        with self._lock:
            self._submitted += 1
            self._backlog.put(job)  # expect: LCK006

    def enqueue_now(self, job: tuple) -> None:
        with self._lock:
            self._submitted += 1
            self._backlog.put_nowait(job)

    def quiesce(self) -> bool:
        with self._lock:
            return self._idle.wait(timeout=2.0)  # expect: LCK006

    def halt_workers(self) -> None:
        with self._lock:
            self._submitted = 0
        self._keeper.join(timeout=1.0)

    def _settle(self, future: Future):
        return future.result(timeout=5.0)

    def _keep(self) -> None:
        while not self._idle.wait(timeout=1.0):
            fn, args = self._backlog.get(timeout=1.0)
            fn(*args)
