# corpus: strict not checked
"""Unbounded waits made while something else is held carry several rules."""

import threading

from service.limits import with_lock

_orders_lock = threading.Lock()
_index_lock = threading.Lock()
_workers = threading.Semaphore(8)
_orders: dict[int, str] = {}
_index: dict[str, int] = {}


def add(number: int, customer: str) -> None:
    with _orders_lock:
        _orders[number] = customer
        _index_lock.acquire()  # expect: LCK001, LCK007
        try:
            _index[customer] = number
        finally:
            _index_lock.release()


def assign(number: int) -> None:
    with _orders_lock:
        _workers.acquire()  # expect: LCK001, LCK006
        try:
            _orders.pop(number, None)
        finally:
            _workers.release()


def rename(old: str, new: str) -> None:
    def move() -> None:
        _index_lock.acquire(timeout=-1)  # expect: LCK001, LCK007
        try:
            _index[new] = _index.pop(old)
        finally:
            _index_lock.release()

    with_lock(_orders_lock, "rename", move)
