# corpus: strict not checked
"""The decorator calls the function while holding: the function's body is the section."""
import functools
import threading
import time

import requests

_lock = threading.Lock()
_state: dict[str, str] = {}


def synchronized(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        with _lock:
            return function(*args, **kwargs)

    return wrapper


def timed(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        started = time.monotonic()
        answer = function(*args, **kwargs)
        _state["last"] = str(time.monotonic() - started)
        return answer

    return wrapper


def _ping(host: str) -> int:
    return requests.head("https://" + host, timeout=1).status_code


@synchronized
def refresh(host: str) -> None:
    code = _ping(host)  # expect: LCK005 via _ping -> requests.head
    _state[host] = str(code)


@synchronized
def forget(host: str) -> None:
    _state.pop(host, None)


@timed
def refresh_slowly(host: str) -> int:
    return _ping(host)


@timed
@synchronized
def wait_and_note(host: str) -> None:
    time.sleep(0.1)  # expect: LCK006
    _state[host] = "waited"
