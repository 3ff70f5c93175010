# corpus: strict not checked
from .notify import announce
from .storage import Storage


def book(payload: dict, storage: Storage) -> int:
    storage.orders[payload["id"]] = payload
    announce(payload["id"])  # expect: LCK005 via announce -> _send -> post
    return len(storage.orders)


def cancel(order_id: str, storage: Storage) -> bool:
    return storage.orders.pop(order_id, None) is not None
