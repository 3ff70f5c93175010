import threading

_lock = threading.Lock()
_items_lock = threading.Lock()
_orders: set[str] = set()


def forget(name: str) -> None:
    with _lock:
        with _items_lock:  # expect: LCK007
            _orders.discard(name)
