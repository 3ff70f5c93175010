"""Handlers; the folder makes this API code, no framework needed."""

from ..stock import stock_lock, stock_of
from ._visits import count_visit

_views: dict[str, int] = {}


def show(item: str) -> dict[str, int]:
    count_visit(item)
    with stock_lock:  # expect: LCK001, LCK002
        left = stock_of[item]
    return {"left": left}


def reserve(item: str) -> bool:
    stock_lock.acquire()  # expect: LCK001, LCK002
    try:
        if stock_of[item] == 0:
            return False
        stock_of[item] -= 1
        return True
    finally:
        stock_lock.release()
