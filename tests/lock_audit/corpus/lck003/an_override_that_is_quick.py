# corpus: strict not checked
"""The slow base method is never the one that runs under the lock."""

import hashlib
import threading

import bcrypt


class SlowHasher:
    def digest(self, password: bytes) -> bytes:
        return bcrypt.hashpw(password, bcrypt.gensalt())

    def fingerprint(self, text: bytes) -> bytes:
        return hashlib.sha256(text).digest()


class QuickHasher(SlowHasher):
    def digest(self, password: bytes) -> bytes:
        return self.fingerprint(password)


class Cache:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._quick = QuickHasher()
        self._slow = SlowHasher()
        self._known: set[bytes] = set()

    def remember(self, password: bytes) -> bytes:
        digest = self._slow.digest(password)
        with self._lock:
            self._known.add(self._quick.digest(password))
            self._known.add(self._slow.fingerprint(digest))
        return digest
