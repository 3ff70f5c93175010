# corpus: strict not checked
import threading

FOREVER = -1
QUICK = 0.05

_table_lock = threading.Lock()
_table = {}


def upsert(key, value):
    _table_lock.acquire(timeout=FOREVER)  # expect: LCK001
    try:
        _table[key] = value
    finally:
        _table_lock.release()


def try_delete(key):
    if not _table_lock.acquire(timeout=QUICK):
        return False
    try:
        return _table.pop(key, None) is not None
    finally:
        _table_lock.release()


def size():
    with _table_lock:
        return len(_table)
