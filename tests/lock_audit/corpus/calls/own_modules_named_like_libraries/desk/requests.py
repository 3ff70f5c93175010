# corpus: strict not checked
"""The requests of our customers, not the library."""
import threading

_lock = threading.Lock()
_open: dict[int, str] = {}


def get(number: int) -> str | None:
    return _open.get(number)


def post(number: int, text: str) -> int:
    with _lock:
        _open[number] = text
        return len(_open)
