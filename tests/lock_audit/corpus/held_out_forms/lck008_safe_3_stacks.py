# corpus: strict not checked
"""ExitStack, pairs of __enter__ and __exit__, results handed to the caller, and namesakes."""
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

_files_lock = threading.Lock()
_files: dict[str, int] = {}


def add(name: str) -> int:
    with ExitStack() as stack:
        if not _files_lock.acquire(timeout=0.5):
            raise TimeoutError(name)
        stack.callback(_files_lock.release)
        _files[name] = int(name)
        return len(_files)


def try_take() -> bool:
    return _files_lock.acquire(blocking=False)


class Guard:
    def __init__(self, lock: threading.Lock, timeout: float) -> None:
        self._lock = lock
        self._timeout = timeout

    def __enter__(self) -> "Guard":
        if not self._lock.acquire(timeout=self._timeout):
            raise TimeoutError("guard")
        return self

    def __exit__(self, *exc: object) -> None:
        self._lock.release()

    def try_take(self) -> bool:
        return self._lock.acquire(timeout=0.0)


@contextmanager
def files(timeout: float = 0.5) -> Iterator[dict[str, int]]:
    if not _files_lock.acquire(timeout=timeout):
        raise TimeoutError("files")
    try:
        yield _files
    finally:
        _files_lock.release()


def drop(name: str) -> None:
    with files() as current:
        current.pop(name, None)


class Lease:
    """A lease of a flat has acquire and release, and is no lock."""

    def __init__(self) -> None:
        self.tenants: list[str] = []

    def acquire(self, tenant: str) -> bool:
        self.tenants.append(tenant)
        return True

    def release(self) -> None:
        self.tenants.clear()


def move_in(lease: Lease, tenant: str) -> str:
    lease.acquire(tenant)
    name = tenant.title()
    lease.release()
    return name
