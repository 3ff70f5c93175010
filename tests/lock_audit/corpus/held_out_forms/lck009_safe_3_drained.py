# corpus: strict not checked
"""Elements, fresh results and callbacks whose results are plain values."""
import functools
import threading
from collections import deque

from locks import with_lock, with_storage

_table_lock = threading.Lock()
_table: dict[str, list[str]] = {}


def synchronized(fn):
    @functools.wraps(fn)
    def wrapper(*args, **kwargs):
        with _table_lock:
            return fn(*args, **kwargs)

    return wrapper


@synchronized
def put(key: str, value: str) -> list[str]:
    return _table.setdefault(key, [value])


@synchronized
def keys() -> list[str]:
    return sorted(_table.keys())


@synchronized
def first() -> list[str] | None:
    return next(iter(_table.values()), None)


def count() -> int:
    return with_lock(_table_lock, lambda: sum(len(v) for v in _table.values()))


def snapshot() -> dict[str, list[str]]:
    return with_lock(_table_lock, lambda: {k: list(v) for k, v in _table.items()})


def take_code(storage, code: str) -> str:
    return with_storage(storage, "take", lambda s: s.take_code(code))


class Buffer:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._items: list[str] = []
        self._done: deque[str] = deque()

    def add(self, item: str) -> None:
        with self._lock:
            self._items.append(item)

    def drain(self) -> list[str]:
        with self._lock:
            items, self._items = self._items, []
        return items

    def found(self, prefix: str) -> list[str]:
        result: list[str] = []
        with self._lock:
            for item in self._items:
                if item.startswith(prefix):
                    result.append(item)
            return result

    def finish(self) -> str | None:
        with self._lock:
            if not self._items:
                return None
            item = self._items.pop()
            self._done.append(item)
            return item

    def sizes(self) -> tuple[int, int]:
        with self._lock:
            return len(self._items), len(self._done)
