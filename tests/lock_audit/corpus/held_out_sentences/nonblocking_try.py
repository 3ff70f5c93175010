# corpus: strict not checked
import threading

_outer = threading.Lock()
_inner = threading.Lock()
_seen = set()


def attempt(x):
    with _outer:
        if not _inner.acquire(blocking=False):
            return False
        try:
            _seen.add(x)
            return True
        finally:
            _inner.release()


def positional(x):
    with _outer:
        if _inner.acquire(False):
            try:
                _seen.add(x)
            finally:
                _inner.release()


def waits(x):
    with _outer:
        if not _inner.acquire(timeout=0.1):  # expect: LCK007
            return False
        try:
            _seen.add(x)
            return True
        finally:
            _inner.release()
