# corpus: strict not checked
import threading

_main_lock = threading.Lock()
_spill_lock = threading.Lock()
_main = []
_spill = []


def push(item):
    """Opportunistically move the overflow; never waits for the second lock."""
    with _main_lock:
        _main.append(item)
        if len(_main) > 1000 and _spill_lock.acquire(blocking=False):
            try:
                _spill.extend(_main[:500])
                del _main[:500]
            finally:
                _spill_lock.release()


def push_front(item):
    with _main_lock:
        _main.insert(0, item)
        if _spill_lock.acquire(False):
            try:
                _spill.append(item)
            finally:
                _spill_lock.release()


def spilled():
    with _spill_lock:
        return len(_spill)
