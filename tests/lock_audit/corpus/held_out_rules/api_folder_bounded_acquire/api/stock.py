# corpus: strict not checked
from __future__ import annotations

from core.stock import stock, stock_lock


def reserve(sku: str, qty: int) -> tuple[dict, int]:
    if not stock_lock.acquire(timeout=0.2):  # expect: LCK002
        return {"error": "busy"}, 503
    try:
        left = stock.get(sku, 0)
        if left < qty:
            return {"error": "sold out"}, 409
        stock[sku] = left - qty
        return {"left": left - qty}, 200
    finally:
        stock_lock.release()


def show(sku: str) -> tuple[dict, int]:
    return {"sku": sku}, 200
