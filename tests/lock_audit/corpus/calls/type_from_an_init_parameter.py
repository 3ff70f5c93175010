# corpus: strict not checked
"""self.x = x takes the type of the annotated parameter, own classes and libraries alike."""
import threading

import bcrypt
import requests


class Hashing:
    def check(self, password: bytes, digest: bytes) -> bool:
        return bcrypt.checkpw(password, digest)

    def rounds(self) -> int:
        return 12


class Gateway:
    def __init__(self, hashing: Hashing, session: requests.Session) -> None:
        self._hashing = hashing
        self._session = session
        self._lock = threading.Lock()
        self._tries: dict[str, int] = {}

    def enter(self, name: str, password: bytes, digest: bytes) -> bool:
        with self._lock:
            self._tries[name] = self._tries.get(name, 0) + self._hashing.rounds()
            if not self._hashing.check(password, digest):  # expect: LCK003 via check -> bcrypt.checkpw
                return False
            self._session.get("https://door.example/open", timeout=1)  # expect: LCK005
            return True
