# corpus: strict not checked
import functools
import threading
import time

import requests

_lock = threading.Lock()
_failures = {}


def retry(times, *, pause=0.2):
    def deco(fn):
        @functools.wraps(fn)
        def wrapper(*args, **kwargs):
            for _ in range(times):
                try:
                    return fn(*args, **kwargs)
                except OSError:
                    with _lock:
                        _failures[fn.__name__] = _failures.get(fn.__name__, 0) + 1
                    time.sleep(pause)
            return None

        return wrapper

    return deco


@retry(3, pause=0.5)
def weather(town):
    return requests.get("https://weather.example/" + town, timeout=2).text


@retry(2)
def tide(port):
    return requests.get("https://tides.example/" + port, timeout=2).text


def failures(name):
    with _lock:
        return _failures.get(name, 0)


def clear():
    with _lock:
        _failures.clear()
