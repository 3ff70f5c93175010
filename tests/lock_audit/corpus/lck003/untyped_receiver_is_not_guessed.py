# corpus: strict not checked
"""Two classes define the method; who knows which one comes in?"""

import threading

import bcrypt


class Slow:
    def matches(self, password: bytes, digest: bytes) -> bool:
        return bcrypt.checkpw(password, digest)


class Quick:
    def matches(self, password: bytes, digest: bytes) -> bool:
        return password == digest


_lock = threading.Lock()
_digests: dict[str, bytes] = {}


def login(backend, name: str, password: bytes) -> bool:
    with _lock:
        return backend.matches(password, _digests[name])


def login_typed(backend: Quick, name: str, password: bytes) -> bool:
    with _lock:
        return backend.matches(password, _digests[name])
