# corpus: strict not checked
"""A file called api.py is in no folder called api, and it creates no blueprint."""
import threading

from apis.routes import lookup

_calls_lock = threading.RLock()
_calls: list[str] = []


def call(path: str) -> str | None:
    with _calls_lock:
        _calls.append(path)
    return lookup(path)


def count() -> int:
    with _calls_lock:
        return len(_calls)
