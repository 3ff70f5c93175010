# corpus: strict not checked
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import bcrypt


class Book:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._digests: dict[str, bytes] = {}

    @contextmanager
    def _locked(self) -> Iterator[None]:
        if not self._lock.acquire(timeout=1.0):
            raise TimeoutError("the book is taken")
        try:
            yield
        finally:
            self._lock.release()

    @contextmanager
    def _found(self, name: str) -> Iterator[bytes]:
        with self._lock:
            digest = self._digests[name]
        yield digest

    def login(self, name: str, password: bytes) -> bool:
        with self._locked():
            return bcrypt.checkpw(password, self._digests[name])  # expect: LCK003

    def login_outside(self, name: str, password: bytes) -> bool:
        with self._found(name) as digest:
            return bcrypt.checkpw(password, digest)

    def login_stacked(self, name: str, password: bytes) -> bool:
        with ExitStack() as stack:
            stack.enter_context(self._lock)
            digest = self._digests[name]
            return bcrypt.checkpw(password, digest)  # expect: LCK003

    def login_closed(self, name: str, password: bytes) -> bool:
        with ExitStack() as stack:
            stack.enter_context(self._lock)
            digest = self._digests[name]
            stack.close()
            return bcrypt.checkpw(password, digest)

    def login_after(self, name: str, password: bytes) -> bool:
        with ExitStack() as stack:
            stack.enter_context(self._locked())
            digest = self._digests[name]
        return bcrypt.checkpw(password, digest)
