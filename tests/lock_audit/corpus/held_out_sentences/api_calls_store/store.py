# corpus: strict not checked
import threading

_lock = threading.Lock()
_keys = set()


def put(key):
    with _lock:
        _keys.add(key)


def run(fn):
    with _lock:
        fn()
