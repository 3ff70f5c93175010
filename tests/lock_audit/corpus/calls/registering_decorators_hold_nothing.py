# corpus: strict not checked
"""Decorators that keep the function in a table under the lock, and run it without."""
import threading

import requests

_lock = threading.Lock()
_jobs: dict = {}
_runs: dict[str, int] = {}


def job(name: str):
    def register(function):
        with _lock:
            _jobs[name] = function
        return function

    return register


def counted(function):
    def wrapper(*args):
        if not _lock.acquire(timeout=0.2):
            raise TimeoutError("runs")
        try:
            _runs[function.__name__] = _runs.get(function.__name__, 0) + 1
        finally:
            _lock.release()
        return function(*args)

    return wrapper


@job("ping")
def ping() -> int:
    return requests.head("https://ping.example", timeout=1).status_code


@job("push")
@counted
def push() -> int:
    return requests.put("https://push.example", timeout=1).status_code


def names() -> list[str]:
    with _lock:
        return sorted(_jobs)
