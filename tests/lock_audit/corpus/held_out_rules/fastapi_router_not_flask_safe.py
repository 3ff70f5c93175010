# corpus: strict not checked
import threading

from fastapi import APIRouter, HTTPException

router = APIRouter(prefix="/carts")
_carts_lock = threading.Lock()
_carts: dict[str, dict[str, int]] = {}


@router.post("/{cart}/items/{sku}")
def add_item(cart: str, sku: str, qty: int = 1):
    if qty < 1:
        raise HTTPException(400)
    with _carts_lock:
        items = _carts.setdefault(cart, {})
        items[sku] = items.get(sku, 0) + qty
        total = sum(items.values())
    return {"total": total}


@router.delete("/{cart}")
def drop(cart: str):
    if not _carts_lock.acquire(timeout=1):
        raise HTTPException(503)
    try:
        _carts.pop(cart, None)
    finally:
        _carts_lock.release()
    return {"ok": True}
