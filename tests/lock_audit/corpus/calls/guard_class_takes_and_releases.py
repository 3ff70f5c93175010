# corpus: strict not checked
"""A class whose __enter__ takes and whose __exit__ releases a lock is a lock."""
import threading

import requests

_lock = threading.Lock()
_beds: dict[str, str] = {}


class Guard:
    def __init__(self, lock: threading.Lock, timeout_s: float) -> None:
        self._lock = lock
        self._timeout_s = timeout_s

    def __enter__(self) -> "Guard":
        if not self._lock.acquire(timeout=self._timeout_s):
            raise TimeoutError("beds")
        return self

    def __exit__(self, *exc) -> None:
        self._lock.release()


class Counter:
    """Takes the lock twice for a moment; its body runs free."""

    def __init__(self, lock: threading.Lock) -> None:
        self._lock = lock
        self.inside = 0

    def __enter__(self) -> "Counter":
        with self._lock:
            self.inside += 1
        return self

    def __exit__(self, *exc) -> None:
        with self._lock:
            self.inside -= 1


_counter = Counter(_lock)


def _ask(bed: str) -> str:
    return requests.get("https://beds.example/" + bed, timeout=1).text


def occupy(bed: str) -> None:
    with Guard(_lock, 0.5):
        _beds[bed] = _ask(bed)  # expect: LCK005 via _ask -> requests.get


def free(bed: str) -> None:
    with Guard(_lock, 0.5):
        _beds.pop(bed, None)


def ask(bed: str) -> str:
    with _counter:
        return _ask(bed)
