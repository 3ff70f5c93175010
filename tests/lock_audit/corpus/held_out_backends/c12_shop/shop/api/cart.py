# corpus: strict not checked
import time

from ..core.state import book, carts, carts_lock
from .helpers import with_lock


def add(cart: str, sku: str) -> dict:
    with carts_lock:  # expect: LCK001, LCK002
        carts.setdefault(cart, []).append(sku)
    return {"ok": True}


def peek() -> tuple[dict, int]:
    if not carts_lock.acquire(timeout=0.2):  # expect: LCK002
        return {"error": "busy"}, 503
    try:
        count = len(carts)
    finally:
        carts_lock.release()
    return {"carts": count}, 200


def wipe(cart: str) -> dict:
    carts_lock.acquire(timeout=0.2)  # expect: LCK002, LCK008
    try:
        carts.pop(cart, None)
    finally:
        carts_lock.release()
    return {"ok": True}


def rename(old: str, new: str) -> dict:
    carts_lock.acquire()  # expect: LCK001, LCK002
    try:
        carts[new] = carts.pop(old)
    finally:
        carts_lock.release()
    return {"ok": True}


def size(cart: str) -> int:
    return with_lock(carts_lock, lambda: len(carts.get(cart, ())))


def checkout(cart: str) -> int:
    def _take() -> int:
        time.sleep(0.05)  # expect: LCK006
        return len(carts.pop(cart, []))

    return with_lock(carts_lock, _take)


def pay(cart: str, cents: int) -> int:
    return book.add(cart, cents)


def dump() -> dict:
    return with_lock(carts_lock, lambda: carts)  # expect: LCK009
