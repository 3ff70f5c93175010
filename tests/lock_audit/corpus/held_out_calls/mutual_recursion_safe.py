# corpus: strict not checked
import threading
import hashlib


_lock = threading.Lock()
_graph = {"a": ["b"], "b": ["a"]}
_depth = {}


def _even(name, n):
    _depth[name] = n
    if n <= 0:
        return True
    return _odd(name, n - 1)


def _odd(name, n):
    if n <= 0:
        return False
    return _even(name, n - 1)


def _walk(name, seen):
    if name in seen:
        return len(seen)
    seen.add(name)
    for nxt in _graph.get(name, ()):
        _walk(nxt, seen)
    return len(seen)


def parity(name, n):
    with _lock:
        return _even(name, n)


def reach(name):
    with _lock:
        size = _walk(name, set())
    return hashlib.scrypt(str(size).encode(), salt=b"s", n=2, r=1, p=1)
