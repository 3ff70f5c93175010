# corpus: strict not checked
import threading

import bcrypt


class Guard:
    """Takes the lock for the length of a `with`, and gives up after a second."""

    def __init__(self, lock: threading.Lock) -> None:
        self._inner = lock

    def __enter__(self) -> "Guard":
        if not self._inner.acquire(timeout=1.0):
            raise TimeoutError("busy")
        return self

    def __exit__(self, *failure: object) -> None:
        self._inner.release()


class Stopwatch:
    """Enters and leaves, and holds nothing."""

    def __enter__(self) -> "Stopwatch":
        self.runs = True
        return self

    def __exit__(self, *failure: object) -> None:
        self.runs = False


_mutex = threading.Lock()
_digests: dict[str, bytes] = {}


def login(name: str, password: bytes) -> bool:
    with Guard(_mutex):
        return bcrypt.checkpw(password, _digests[name])  # expect: LCK003


def timed_login(name: str, password: bytes) -> bool:
    with Guard(_mutex):
        digest = _digests[name]
    with Stopwatch():
        return bcrypt.checkpw(password, digest)
