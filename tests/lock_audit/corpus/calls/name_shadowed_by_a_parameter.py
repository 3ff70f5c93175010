# corpus: strict not checked
"""A parameter or local name hides the slow function of the same name."""
import threading
import time

import requests
from bcrypt import checkpw

_lock = threading.Lock()
_answers: dict[str, bool] = {}


def _fetch(name: str) -> str:
    return requests.get("https://users.example/" + name, timeout=1).text


def compare(name: str, checkpw: dict[str, bool]) -> bool:
    with _lock:
        _answers[name] = checkpw.get(name, False)
        return _answers[name]


def merge(requests: dict[str, bool], time: float) -> None:
    with _lock:
        _answers["late"] = time > 1.0
        for name in requests:
            _answers[name] = bool(requests.get(name))


def local_function(name: str) -> None:
    def _fetch(key: str) -> bool:
        return key in _answers

    with _lock:
        _answers[name] = _fetch(name)


def outside(name: str, password: bytes, digest: bytes) -> bool:
    matches = checkpw(password, digest)
    time.sleep(0)
    answer = _fetch(name) == "yes"
    with _lock:
        _answers[name] = matches and answer
    return matches
