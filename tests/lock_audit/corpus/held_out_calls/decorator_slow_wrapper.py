# corpus: strict not checked
"""A throttling decorator: the wrapper sleeps before each call."""
import functools
import threading
import time


def throttled(seconds):
    def deco(fn):
        @functools.wraps(fn)
        def wrapper(*args, **kwargs):
            time.sleep(seconds)
            return fn(*args, **kwargs)

        return wrapper

    return deco


def noted(fn):
    @functools.wraps(fn)
    def wrapper(*args, **kwargs):
        _notes.append(fn.__name__)
        return fn(*args, **kwargs)

    return wrapper


_notes = []
_lock = threading.Lock()
_pulses = {"n": 0}


@throttled(0.05)
def pulse(n):
    return n + 1


@noted
def count(n):
    return n + 1


def beat():
    with _lock:
        _pulses["n"] = pulse(_pulses["n"])  # expect: LCK006 via pulse -> sleep
        return _pulses["n"]


def tick():
    with _lock:
        _pulses["n"] = count(_pulses["n"])
        return _pulses["n"]
