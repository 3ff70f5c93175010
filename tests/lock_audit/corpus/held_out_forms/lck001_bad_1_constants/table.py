"""A shared table whose waits look bounded."""
import threading

import limits
from limits import FOREVER as NO_LIMIT
from limits import SHORT

_table_lock = threading.Lock()
_table: dict[str, int] = {}
_take = _table_lock.acquire


def put(key: str, value: int) -> None:
    if not _table_lock.acquire(timeout=NO_LIMIT):  # expect: LCK001
        raise TimeoutError(key)
    try:
        _table[key] = value
    finally:
        _table_lock.release()


def drop(key: str) -> None:
    if not _table_lock.acquire(True, limits.FOREVER):  # expect: LCK001
        raise TimeoutError(key)
    try:
        _table.pop(key, None)
    finally:
        _table_lock.release()


def bump(key: str) -> None:
    _take()  # expect: LCK001
    try:
        _table[key] = _table.get(key, 0) + 1
    finally:
        _table_lock.release()


def reset() -> None:
    grab = _table_lock.acquire
    grab(True)  # expect: LCK001
    try:
        _table.clear()
    finally:
        _table_lock.release()


def peek(key: str) -> int | None:
    if not _table_lock.acquire(timeout=SHORT):
        return None
    try:
        return _table.get(key)
    finally:
        _table_lock.release()
