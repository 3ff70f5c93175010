# corpus: strict not checked
"""Names and digests in memory."""
import threading

from gate import hash_lane
from gate.throttle import Throttle


class Accounts:
    def __init__(self, throttle: Throttle) -> None:
        self._lock = threading.Lock()
        self._throttle = throttle
        self._digests: dict[str, bytes] = {}

    def register(self, name: str, password: bytes) -> bool:
        with self._lock:
            if name in self._digests:
                return False
            self._digests[name] = hash_lane.digest_of(password)  # expect: LCK003
            return True

    def change(self, name: str, old: bytes, digest: bytes) -> bool:
        with self._lock:
            if not hash_lane.matches(old, self._digests[name]):  # expect: LCK003 via matches -> bcrypt.checkpw; LCK006 via matches -> _lane.acquire
                return False
            self._digests[name] = digest
            return True

    def login(self, name: str, password: bytes) -> bool:
        with self._lock:
            digest = self._digests.get(name, b"")
            if self._throttle.failures(name) > 5:  # expect: LCK007
                return False
        if hash_lane.matches(password, digest):
            return True
        self._throttle.failed(name)
        return False
