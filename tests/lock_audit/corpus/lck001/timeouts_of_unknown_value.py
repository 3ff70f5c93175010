import os
import threading
import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    lock_timeout_s: float


class Deadline:
    def __init__(self, seconds: float) -> None:
        self._ends = time.monotonic() + seconds

    def left_s(self) -> float:
        return max(0.0, self._ends - time.monotonic())


class Index:
    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._words: dict[str, int] = {}

    def add(self, word: str, deadline: Deadline) -> bool:
        if not self._lock.acquire(timeout=deadline.left_s()):
            return False
        try:
            self._words[word] = self._words.get(word, 0) + 1
            return True
        finally:
            self._lock.release()

    def drop(self, word: str, blocking: bool, timeout_s: float) -> bool:
        if not self._lock.acquire(blocking, timeout_s):
            return False
        try:
            return self._words.pop(word, None) is not None
        finally:
            self._lock.release()

    def count(self, word: str) -> int:
        wait_s = float(os.environ.get("INDEX_WAIT_S", "1"))
        if not self._lock.acquire(timeout=min(wait_s, self._settings.lock_timeout_s)):
            raise TimeoutError(word)
        try:
            return self._words.get(word, 0)
        finally:
            self._lock.release()
