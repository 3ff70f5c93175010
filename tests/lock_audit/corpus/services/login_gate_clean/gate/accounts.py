# corpus: strict not checked
"""Names and digests in memory. Look, let go, hash, record."""
import threading
import time

from gate import hash_lane


class Accounts:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._digests: dict[str, bytes] = {}
        self._failures: dict[str, list[float]] = {}

    def register(self, name: str, password: bytes) -> bool:
        digest = hash_lane.digest_of(password)
        with self._lock:
            if name in self._digests:
                return False
            self._digests[name] = digest
            return True

    def login(self, name: str, password: bytes) -> bool:
        with self._lock:
            digest = self._digests.get(name)
            blocked = self._blocked_locked(name)
        if digest is None or blocked:
            return False
        matched = hash_lane.matches(password, digest)
        with self._lock:
            self._record_locked(name, matched)
        return matched

    def _blocked_locked(self, name: str) -> bool:
        since = time.monotonic() - 60
        return sum(moment > since for moment in self._failures.get(name, [])) >= 5

    def _record_locked(self, name: str, matched: bool) -> None:
        if matched:
            self._failures.pop(name, None)
        else:
            self._failures.setdefault(name, []).append(time.monotonic())
