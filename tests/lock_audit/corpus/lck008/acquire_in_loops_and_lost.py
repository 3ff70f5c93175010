# corpus: strict not checked
"""Retries that come out of their loop without knowing, or leave it with the lock in hand."""

import threading


class Queue:
    def __init__(self):
        self._lock = threading.Lock()
        self._jobs: list[str] = []
        self._paused = False

    def push(self, job: str) -> None:
        for _ in range(3):
            if self._lock.acquire(timeout=0.1):  # expect: LCK008
                break
        try:
            self._jobs.append(job)
        finally:
            self._lock.release()

    def pop(self) -> str | None:
        for _ in range(3):
            if self._lock.acquire(timeout=0.1):  # expect: LCK008
                if self._jobs:
                    job = self._jobs.pop()
                    self._lock.release()
                    return job
                break
        return None

    def drain(self) -> int:
        drained = 0
        while self._lock.acquire(timeout=0.1):  # expect: LCK008
            if self._paused:
                break
            self._jobs.pop()
            drained += 1
            self._lock.release()
        return drained

    def drain_rightly(self) -> int:
        drained = 0
        while drained < 10 and self._lock.acquire(timeout=0.1):
            try:
                if not self._jobs:
                    break
                self._jobs.pop()
            finally:
                self._lock.release()
            drained += 1
        return drained
