# corpus: strict not checked
"""The context manager acquires, and its `__exit__` only counts."""

import threading


class Section:
    def __init__(self):
        self._lock = threading.Lock()
        self.entered = 0
        self.left = 0

    def __enter__(self) -> "Section":
        if not self._lock.acquire(timeout=1.0):  # expect: LCK008
            raise TimeoutError("section")
        self.entered += 1
        return self

    def __exit__(self, kind, value, trace) -> None:
        self.left += 1


class Plan:
    def __init__(self):
        self._lock = threading.Lock()
        self._steps: list[str] = []

    def add(self, step: str) -> None:
        if not self._lock.acquire(timeout=1.0):
            raise TimeoutError("plan")
        try:
            self._steps.append(step)
        finally:
            self._lock.release()
