# corpus: strict not checked
import threading

_lock = threading.Lock()
_seen = []


def touch():
    with _lock:
        _seen.append(1)
