# corpus: strict not checked
import threading

import bcrypt


class Secret:
    def __init__(self, password: bytes) -> None:
        self._password = password

    @property
    def digest(self) -> bytes:
        return bcrypt.hashpw(self._password, bcrypt.gensalt())

    @property
    def length(self) -> int:
        return len(self._password)


class Checker:
    def __call__(self, password: bytes, digest: bytes) -> bool:
        return bcrypt.checkpw(password, digest)


_lock = threading.Lock()
_check = Checker()
_digests: dict[str, bytes] = {}


def store(name: str, secret: Secret) -> int:
    with _lock:
        _digests[name] = secret.digest  # expect: LCK003 via digest -> bcrypt.hashpw
        return secret.length


def store_outside(name: str, secret: Secret) -> int:
    digest = secret.digest
    with _lock:
        _digests[name] = digest
        return secret.length


def login(name: str, password: bytes) -> bool:
    with _lock:
        return _check(password, _digests[name])  # expect: LCK003


def login_outside(name: str, password: bytes) -> bool:
    with _lock:
        check, digest = _check, _digests[name]
    return check(password, digest)
