from __future__ import annotations

import threading


class Guard:
    def __init__(self, patience: float = 2.0) -> None:
        self._lock = threading.Lock()
        self._patience = patience

    def __enter__(self) -> "Guard":
        if not self._lock.acquire(timeout=self._patience):
            raise TimeoutError("guard")
        return self

    def __exit__(self, *exc: object) -> None:
        self._lock.release()
