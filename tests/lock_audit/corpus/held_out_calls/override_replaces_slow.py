# corpus: strict not checked
import threading
from hashlib import pbkdf2_hmac, sha256


class SecretBase:
    def derive(self, secret: bytes, salt: bytes) -> bytes:
        return pbkdf2_hmac("sha256", secret, salt, 600_000)


class FingerprintEntry(SecretBase):
    """Only used to find duplicates, not to protect anything."""

    def __init__(self, salt: bytes) -> None:
        self.salt = salt

    def derive(self, secret: bytes, salt: bytes) -> bytes:
        return sha256(salt + secret).digest()


class DuplicateFinder:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: set[bytes] = set()
        self._entry = FingerprintEntry(b"dup")

    def seen(self, payload: bytes) -> bool:
        with self._lock:
            mark = self._entry.derive(payload, b"x")
            if mark in self._known:
                return True
            self._known.add(mark)
            return False

    def size(self) -> int:
        with self._lock:
            return len(self._known)
