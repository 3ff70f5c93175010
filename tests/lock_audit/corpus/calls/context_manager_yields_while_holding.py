# corpus: strict not checked
"""The body of a with on a generator that yields under the lock is a section; one that has let go is none."""
import threading
import time
from contextlib import contextmanager

import requests

_lock = threading.Lock()
_orders: dict[str, int] = {}


@contextmanager
def orders_locked():
    with _lock:
        yield _orders


@contextmanager
def orders_locked_soon(timeout_s: float = 0.2):
    if not _lock.acquire(timeout=timeout_s):
        raise TimeoutError("orders")
    try:
        yield
    finally:
        _lock.release()


@contextmanager
def timed(name: str):
    started = time.monotonic()
    yield
    with _lock:
        _orders[name] = int(time.monotonic() - started)


def _charge(order: str) -> int:
    return requests.post("https://pay.example/" + order, timeout=3).status_code


def pay(order: str) -> None:
    with orders_locked() as orders:
        orders[order] = _charge(order)  # expect: LCK005 via _charge -> requests.post


def wait_and_count() -> int:
    with orders_locked_soon():
        time.sleep(0.05)  # expect: LCK006
        return len(_orders)


def pay_timed(order: str) -> int:
    with timed(order):
        code = _charge(order)
    with orders_locked() as orders:
        orders[order] = code
    return code
