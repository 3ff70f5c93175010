# corpus: strict not checked
import threading

_LOCK = threading.Lock()
_by_key = {}
_state = {"n": 0}


def bump():
    lock = _LOCK
    with lock:
        _state["n"] += 1
        return _state["n"]


def bump_key(key):
    lock = _by_key.setdefault(key, threading.Lock())
    with lock:
        _state[key] = _state.get(key, 0) + 1
        return _state[key]


def rebuild():
    global _LOCK
    _LOCK = threading.Lock()
    with _LOCK:
        _state["n"] = 0


def with_default(value, lock=threading.Lock()):
    with lock:
        _state["last"] = value
