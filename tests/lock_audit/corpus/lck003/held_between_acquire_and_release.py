# corpus: strict not checked
import threading

import bcrypt


class Vault:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._digests: dict[str, bytes] = {}
        self._opened = 0

    def open(self, name: str, password: bytes) -> bool:
        if not self._lock.acquire(timeout=1.0):
            return False
        try:
            digest = self._digests.get(name)
            if digest is None:
                return False
            if bcrypt.checkpw(password, digest):  # expect: LCK003
                self._opened += 1
                return True
            return False
        finally:
            self._lock.release()

    def open_once(self, name: str, password: bytes) -> bool:
        if not self._lock.acquire(timeout=1.0):  # expect: LCK008
            return False
        if name not in self._digests:
            self._lock.release()
            return bcrypt.checkpw(password, b"$2b$12$0000")
        right = bcrypt.checkpw(password, self._digests[name])  # expect: LCK003
        self._lock.release()
        return right

    def try_open(self, name: str, password: bytes) -> bool:
        taken = self._lock.acquire(blocking=False)
        try:
            if taken:
                return bcrypt.checkpw(password, self._digests[name])  # expect: LCK003
            return bcrypt.checkpw(password, b"$2b$12$0000")
        finally:
            if taken:
                self._lock.release()

    def patiently(self, name: str, password: bytes) -> bytes:
        while not self._lock.acquire(timeout=0.1):
            if name not in self._digests:
                return bcrypt.hashpw(password, bcrypt.gensalt())
        try:
            self._digests[name] = bcrypt.hashpw(password, bcrypt.gensalt())  # expect: LCK003
            return self._digests[name]
        finally:
            self._lock.release()
