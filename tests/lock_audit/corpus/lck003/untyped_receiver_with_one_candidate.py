# corpus: strict not checked
import threading

import bcrypt


class Keyring:
    def __init__(self, digest: bytes) -> None:
        self._digest = digest

    def opens_with(self, password: bytes) -> bool:
        return bcrypt.checkpw(password, self._digest)

    def append(self, digest: bytes) -> None:
        self._digest = bcrypt.hashpw(self._digest, digest)


_lock = threading.Lock()
_opened: list[str] = []


def unlock(keyring, name: str, password: bytes) -> bool:
    with _lock:
        if keyring.opens_with(password):  # expect: LCK003 via opens_with -> bcrypt.checkpw
            _opened.append(name)
            return True
        return False


def note(names: list[str], name: str) -> int:
    with _lock:
        names.append(name)
        return len(names)
