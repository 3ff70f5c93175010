# corpus: strict not checked
import threading
from contextlib import contextmanager

_session_lock = threading.Lock()
_depth = [0]


@contextmanager
def exclusive(timeout=1.0):
    if not _session_lock.acquire(timeout=timeout):  # expect: LCK008
        raise TimeoutError("session")
    _depth[0] += 1
    yield _depth[0]
    _depth[0] -= 1
    _session_lock.release()


@contextmanager
def exclusive_fixed(timeout=1.0):
    if not _session_lock.acquire(timeout=timeout):
        raise TimeoutError("session")
    try:
        yield
    finally:
        _session_lock.release()


def bump(counter):
    with exclusive_fixed():
        counter["n"] = counter.get("n", 0) + 1
