# corpus: strict not checked
"""The runner takes its lock; calling it with one held is the second lock, whatever it is given."""
import threading

_totals_lock = threading.Lock()
_names_lock = threading.Lock()
_totals: dict[str, int] = {}
_names: dict[str, str] = {}


def with_totals(operation):
    if not _totals_lock.acquire(timeout=0.2):
        raise TimeoutError("totals")
    try:
        return operation(_totals)
    finally:
        _totals_lock.release()


def rename(user: str, name: str) -> None:
    with _names_lock:
        _names[user] = name
        with_totals(lambda totals: totals.setdefault(user, 0))  # expect: LCK007


def rename_after(user: str, name: str) -> None:
    with _names_lock:
        _names[user] = name
    with_totals(lambda totals: totals.setdefault(user, 0))


def total(user: str) -> int:
    return with_totals(lambda totals: totals.get(user, 0))
