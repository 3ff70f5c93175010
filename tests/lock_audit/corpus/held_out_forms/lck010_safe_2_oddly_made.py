# corpus: strict not checked
"""Shared locks made in odd places: defaults, setdefault, class bodies and instances."""
import threading
from collections import defaultdict

_locks: dict[str, threading.Lock] = {}
_default_locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
_state: dict[str, int] = {}
_late_lock: threading.Lock | None = None


def bump(name: str, lock: threading.Lock = threading.Lock()) -> int:
    with lock:
        _state[name] = _state.get(name, 0) + 1
        return _state[name]


def bump_by_name(name: str) -> None:
    with _locks.setdefault(name, threading.Lock()):
        _state[name] = _state.get(name, 0) + 1


def bump_by_default(name: str) -> None:
    with _default_locks[name]:
        _state[name] = _state.get(name, 0) + 1


def start() -> None:
    global _late_lock
    _late_lock = threading.Lock()
    with _late_lock:
        _state.clear()


class Guard:
    """Every guard takes the one lock of the class."""

    _shared = threading.Lock()

    def __enter__(self) -> "Guard":
        if not self._shared.acquire(timeout=1.0):
            raise TimeoutError("guard")
        return self

    def __exit__(self, *exc: object) -> None:
        self._shared.release()


def clear() -> None:
    with Guard():
        _state.clear()


class Store:
    def __init__(self) -> None:
        lock = threading.Lock()
        self._lock = lock
        self._items: list[str] = []
        with lock:
            self._items.append("first")

    def add(self, item: str) -> int:
        with self._lock:
            self._items.append(item)
            return len(self._items)
