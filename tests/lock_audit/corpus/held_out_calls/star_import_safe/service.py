"""The later star import wins: lookup is the dict version."""
import threading

from slow import *
from fast import *

_lock = threading.Lock()
_hits = {}


def hit(key):
    with _lock:
        _hits[key] = _hits.get(key, 0) + 1
        return lookup(key)


def reset():
    with _lock:
        _hits.clear()
