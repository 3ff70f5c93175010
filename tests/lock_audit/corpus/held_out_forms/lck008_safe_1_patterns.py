# corpus: strict not checked
"""Every correct way to take and give back by hand."""
import threading

_stock_lock = threading.Lock()
_stock: dict[str, int] = {}


def add(name: str, count: int) -> None:
    if not _stock_lock.acquire(timeout=0.5):
        raise TimeoutError(name)
    try:
        _stock[name] = int(count)
    finally:
        _stock_lock.release()


def take(name: str) -> int | None:
    if _stock_lock.acquire(blocking=False):
        try:
            if name not in _stock:
                return None
            return _stock.pop(name)
        finally:
            _stock_lock.release()
    return None


def count(name: str) -> int:
    taken = _stock_lock.acquire(timeout=0.5)
    if not taken:
        return -1
    try:
        return _stock[name]
    except KeyError:
        return 0
    finally:
        _stock_lock.release()


def drop(name: str) -> bool:
    taken = False
    try:
        taken = _stock_lock.acquire(timeout=0.5)
        if taken:
            del _stock[name]
    except KeyError:
        return False
    finally:
        if taken:
            _stock_lock.release()
    return taken


def size() -> int:
    if taken := _stock_lock.acquire(True, 0.5):
        try:
            return len(_stock)
        finally:
            _stock_lock.release()
    else:
        return int(taken)


def rename(old: str, new: str) -> None:
    if _stock_lock.acquire(timeout=0.5) is False:
        raise TimeoutError(old)
    try:
        try:
            _stock[new] = _stock.pop(old)
        except KeyError:
            _stock[new] = 0
        else:
            _stock.setdefault(old, 0)
    finally:
        _stock_lock.release()
