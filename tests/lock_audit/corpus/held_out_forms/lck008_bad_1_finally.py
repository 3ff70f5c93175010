# corpus: strict not checked
"""Releases that an exception or a return can skip."""
import threading

_stock_lock = threading.Lock()
_stock: dict[str, int] = {}
_failed: list[str] = []


def _check(name: str) -> None:
    if not name:
        raise ValueError(name)


def add(name: str, count: int) -> None:
    if not _stock_lock.acquire(timeout=0.5):  # expect: LCK008
        raise TimeoutError(name)
    _check(name)
    _stock[name] = _stock.get(name, 0) + count
    _stock_lock.release()


def take(name: str) -> int | None:
    if not _stock_lock.acquire(timeout=0.5):  # expect: LCK008
        raise TimeoutError(name)
    if name not in _stock:
        return None
    try:
        return _stock.pop(name)
    finally:
        _stock_lock.release()


def move(name: str, other: str) -> None:
    if not _stock_lock.acquire(timeout=0.5):  # expect: LCK008
        raise TimeoutError(name)
    _check(other)
    try:
        _stock[other] = _stock.pop(name)
    finally:
        _stock_lock.release()


def drop(name: str) -> None:
    if not _stock_lock.acquire(timeout=0.5):  # expect: LCK008
        raise TimeoutError(name)
    try:
        _check(name)
        del _stock[name]
    except KeyError:
        _stock_lock.release()
        raise
    _stock_lock.release()


def count(name: str) -> int:
    result = 0
    if not _stock_lock.acquire(timeout=0.5):  # expect: LCK008
        raise TimeoutError(name)
    try:
        _check(name)
        result = _stock[name]
    except KeyError:
        _failed.append(name)
    else:
        _stock_lock.release()
    return result


def forget(name: str) -> None:
    _stock_lock.acquire()  # expect: LCK001, LCK008
    _check(name)
    _stock.pop(name, None)
    _stock_lock.release()


def put(name: str, count: int) -> None:
    if not _stock_lock.acquire(timeout=0.5):
        raise TimeoutError(name)
    try:
        _check(name)
        _stock[name] = count
    finally:
        _stock_lock.release()
