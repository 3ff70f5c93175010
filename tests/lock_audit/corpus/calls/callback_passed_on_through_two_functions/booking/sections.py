# corpus: strict not checked
"""with_seats hands the operation to a helper that holds the lock."""
import threading

_lock = threading.Lock()
_seats: dict[str, str] = {}


def _run(operation):
    with _lock:
        return operation(_seats)


def with_seats(operation):
    return _run(operation)


def after_seats(operation):
    with _lock:
        count = len(_seats)
    return operation(count)
