# corpus: strict not checked
"""Both decorators take the lock, neither holds it while the function runs."""
import functools
import threading

import requests

_lock = threading.Lock()
_calls: dict[str, int] = {}


def counted(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        with _lock:
            _calls[function.__name__] = _calls.get(function.__name__, 0) + 1
        return function(*args, **kwargs)

    return wrapper


def counted_after(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        answer = function(*args, **kwargs)
        with _lock:
            _calls[function.__name__] = _calls.get(function.__name__, 0) + 1
        return answer

    return wrapper


@counted
def download(url: str) -> bytes:
    return requests.get(url, timeout=2).content


@counted_after
def upload(url: str, body: bytes) -> int:
    return requests.put(url, data=body, timeout=2).status_code
