# corpus: strict not checked
import threading
from threading import Condition as Cond

_lock = threading.Lock()
_cond = Cond(_lock)
_other = threading.Lock()
_items = []


def forever():
    with _cond:
        while not _items:
            _cond.wait()  # expect: LCK001
        return _items.pop()


def unknown(left):
    with _cond:
        while not _items:
            if not _cond.wait(timeout=left):
                return None
        return _items.pop()


def same_lock():
    with _lock:
        _cond.wait(1.0)
        return len(_items)


def taken_again():
    with _lock:
        with _cond:  # expect: LCK007
            _items.append(1)


def another_held():
    with _other:
        with _cond:  # expect: LCK007
            _cond.wait(timeout=1.0)  # expect: LCK006
            _items.append(2)
