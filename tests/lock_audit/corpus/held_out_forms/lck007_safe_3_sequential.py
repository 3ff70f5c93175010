# corpus: strict not checked
"""One lock after the other, limiters outside, deferred work, and things that are no locks."""
import contextlib
import queue
import threading
from collections.abc import Callable

_index_lock = threading.Lock()
_blob_lock = threading.Lock()
_slots = threading.Semaphore(3)
_null_lock = contextlib.nullcontext()
_index: dict[str, str] = {}
_blobs: list[str] = []
_todo: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()


class Padlock:
    """A lock in a game."""

    def __init__(self) -> None:
        self.closed = False

    def __enter__(self) -> "Padlock":
        self.closed = True
        return self

    def __exit__(self, *exc: object) -> None:
        self.closed = False


def _drop_blobs() -> None:
    with _blob_lock:
        _blobs.clear()


def add(key: str, value: str) -> None:
    with _index_lock:
        _index[key] = value
    with _blob_lock:
        _blobs.append(value)


def add_back(key: str, value: str) -> None:
    with _blob_lock:
        _blobs.append(value)
    with _index_lock:
        _index[key] = value


def hand_over(key: str) -> None:
    if not _index_lock.acquire(timeout=0.2):
        raise TimeoutError(key)
    try:
        value = _index[key]
    finally:
        _index_lock.release()
    if not _blob_lock.acquire(timeout=0.2):
        raise TimeoutError(key)
    try:
        _blobs.append(value)
    finally:
        _blob_lock.release()


def admitted(key: str) -> str | None:
    with _slots:
        with _index_lock:
            return _index.get(key)


def clear_later() -> None:
    with _index_lock:
        _index.clear()
        _todo.put(_drop_blobs)
        threading.Thread(target=_drop_blobs, daemon=True).start()


def play(lock: Padlock) -> None:
    with _index_lock:
        with lock:
            _index["padlock"] = str(lock.closed)
        with contextlib.suppress(KeyError), _null_lock:
            del _index["padlock"]


def either(key: str, blobs: bool) -> None:
    with _blob_lock if blobs else _index_lock:
        if blobs:
            _blobs.append(key)
        else:
            _index[key] = key
