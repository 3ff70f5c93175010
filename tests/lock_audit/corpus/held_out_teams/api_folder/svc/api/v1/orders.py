# corpus: strict not checked
import threading
from functools import partial

from ...core.ledger import book, cancel
from ...core.notify import announce
from ...core.storage import Storage, with_storage

_seen_lock = threading.RLock()
_seen: set[str] = set()


def place(storage: Storage, payload: dict) -> tuple[dict, int]:
    with _seen_lock:  # expect: LCK001, LCK002
        if payload["id"] in _seen:
            return {"error": "duplicate"}, 409
        _seen.add(payload["id"])
    count = with_storage(storage, "place", partial(book, payload))
    return {"orders": count}, 201


def drop(storage: Storage, order_id: str) -> tuple[dict, int]:
    gone = with_storage(storage, "drop", partial(cancel, order_id))
    if gone:
        announce(order_id)
    return {"gone": gone}, 200


def _everything(storage: Storage):
    return storage.orders  # expect: LCK009


def listing(storage: Storage) -> tuple[dict, int]:
    return {"orders": list(with_storage(storage, "listing", _everything))}, 200


def forget(order_id: str) -> bool:
    _seen_lock.acquire()  # expect: LCK001, LCK002
    try:
        _seen.discard(order_id)
    finally:
        _seen_lock.release()
    return True
