# corpus: strict not checked
import threading

import bcrypt

_DUMMY = b"$2b$12$000000000000000000000u"


class Accounts:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._digests: dict[str, bytes] = {}
        self._failures = 0

    def login(self, name: str, password: str) -> bool:
        with self._lock:
            if self._valid(name, password):  # expect: LCK003 via _valid -> _check -> bcrypt.checkpw
                return True
            self._failures += 1
            return False

    def login_outside(self, name: str, password: str) -> bool:
        with self._lock:
            digest = self._digests.get(name, _DUMMY)
        if _check(password, digest):
            return True
        with self._lock:
            self._failures += 1
        return False

    def _valid(self, name: str, password: str) -> bool:
        return _check(password, self._digests.get(name, _DUMMY))


def _check(password: str, digest: bytes) -> bool:
    return bcrypt.checkpw(password.encode(), digest)
