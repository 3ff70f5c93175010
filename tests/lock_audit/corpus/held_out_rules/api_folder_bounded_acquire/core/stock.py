import threading

stock_lock = threading.Lock()
stock: dict[str, int] = {}


def restock(sku: str, qty: int) -> int:
    with stock_lock:
        stock[sku] = stock.get(sku, 0) + qty
        return stock[sku]
