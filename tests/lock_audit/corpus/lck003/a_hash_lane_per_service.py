# corpus: strict not checked
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import argon2


@dataclass(frozen=True)
class Settings:
    lanes: int
    wait_s: float


class HashLane:
    """At most `lanes` hashes at a time; the statistics have a lock of their own."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._slots = threading.Semaphore(settings.lanes)
        self._stats_lock = threading.Lock()
        self._hashed = 0
        self._hasher = argon2.PasswordHasher()

    @contextmanager
    def _slot(self) -> Iterator[None]:
        if not self._slots.acquire(timeout=self._settings.wait_s):
            raise TimeoutError("no lane came free")
        try:
            yield
        finally:
            self._slots.release()

    def hash(self, password: str) -> str:
        with self._slot():
            digest = self._hasher.hash(password)
        with self._stats_lock:
            self._hashed += 1
        return digest

    def verify(self, digest: str, password: str) -> bool:
        with self._slot():
            try:
                return self._hasher.verify(digest, password)
            except argon2.exceptions.VerifyMismatchError:
                return False
