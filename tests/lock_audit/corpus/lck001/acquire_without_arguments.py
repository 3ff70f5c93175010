"""A shopping cart store written before anybody thought about bounds."""

import threading

_carts: dict[str, list[str]] = {}
_carts_lock = threading.Lock()


class CartBusy(Exception):
    """The carts were not free in time."""


def add(owner: str, item: str) -> int:
    _carts_lock.acquire()  # expect: LCK001
    try:
        items = _carts.setdefault(owner, [])
        items.append(item)
        return len(items)
    finally:
        _carts_lock.release()


def drop(owner: str) -> bool:
    if _carts_lock.acquire():  # expect: LCK001
        try:
            return _carts.pop(owner, None) is not None
        finally:
            _carts_lock.release()
    return False


def size(owner: str) -> int:
    if not _carts_lock.acquire(timeout=0.5):
        raise CartBusy(owner)
    try:
        return len(_carts.get(owner, ()))
    finally:
        _carts_lock.release()


def total() -> int:
    with _carts_lock:  # expect: LCK001[strict]
        return sum(len(items) for items in _carts.values())
