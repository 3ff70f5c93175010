# corpus: strict not checked
"""An annotated parameter is a lock; a parameter that is only called lock is not."""
import threading
import time

import requests

_stock_lock = threading.Lock()
_stock: dict[str, int] = {}


class RowLock:
    """Marks a row as taken; blocks nobody."""

    def __init__(self) -> None:
        self.taken = False

    def __enter__(self) -> None:
        self.taken = True

    def __exit__(self, *exc) -> None:
        self.taken = False


def _ask(item: str) -> int:
    return requests.get("https://stock.example/" + item, timeout=1).status_code


def set_stock(lock: threading.Lock, item: str) -> None:
    with lock:
        _stock[item] = _ask(item)  # expect: LCK005 via _ask -> requests.get


def wait_for(item: str, condition: threading.Condition) -> None:
    with condition:
        while item not in _stock:
            condition.wait(timeout=1.0)
            time.sleep(0.1)  # expect: LCK006


def mark_row(lock: RowLock, item: str) -> int:
    with lock:
        return _ask(item)


def refresh(item: str) -> None:
    set_stock(_stock_lock, item)
    mark_row(RowLock(), item)
