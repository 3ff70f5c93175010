# corpus: strict not checked
import threading
import time
from contextlib import contextmanager as cm

_lock = threading.Lock()
_rows = {}


@cm
def section():
    if not _lock.acquire(timeout=1):
        raise TimeoutError("busy")
    try:
        yield _rows
    finally:
        _lock.release()


@cm
def snapshot():
    with _lock:
        copy = dict(_rows)
    yield copy


class Store:
    def __init__(self):
        self._lock = threading.Lock()

    @cm
    def locked(self):
        with self._lock:
            yield self


def use(store: Store):
    with section():
        time.sleep(0.1)  # expect: LCK006
    with snapshot():
        time.sleep(0.1)
    with store.locked():
        time.sleep(0.1)  # expect: LCK006
    time.sleep(0.1)
