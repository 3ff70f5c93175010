# corpus: strict not checked
"""What a callback or a decorated function returns leaves the section too."""
import functools
import threading
from collections.abc import Callable
from contextlib import ExitStack, contextmanager

from locks import with_lock, with_storage

_table_lock = threading.Lock()
_table: dict[str, list[str]] = {}


def synchronized(fn):
    @functools.wraps(fn)
    def wrapper(*args, **kwargs):
        with _table_lock:
            return fn(*args, **kwargs)

    return wrapper


@contextmanager
def session():
    with _table_lock:
        yield


@synchronized
def put(key: str, value: str) -> None:
    _table.setdefault(key, []).append(value)


@synchronized
def table() -> dict[str, list[str]]:
    return _table  # expect: LCK009


@synchronized
def size() -> int:
    return len(_table)


def dump(storage):
    return with_storage(storage, "dump", lambda s: s)  # expect: LCK009


def _whole(storage):
    storage.touched = True
    return storage  # expect: LCK009


def dump_named(storage):
    return with_storage(storage, "dump", _whole)


def count(storage) -> int:
    return with_storage(storage, "count", lambda s: len(s.items))


def table_by_lock() -> dict[str, list[str]]:
    return with_lock(_table_lock, lambda: _table)  # expect: LCK009


def keys_in_session():
    with session():
        return _table.keys()  # expect: LCK009


def table_in_stack() -> dict[str, list[str]]:
    with ExitStack() as stack:
        stack.enter_context(_table_lock)
        return _table  # expect: LCK009


def locked(action: Callable[[], object]) -> object:
    with _table_lock:
        return action()


def lists():
    def inner():
        return _table.values()  # expect: LCK009

    return locked(inner)


def copy() -> object:
    return locked(lambda: dict(_table))
