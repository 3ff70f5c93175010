# corpus: strict not checked
import threading


class StorageBusy(RuntimeError):
    pass


class Storage:
    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.orders: dict[str, dict] = {}
        self.totals: dict[str, int] = {}


def with_storage(storage: Storage, label: str, fn, timeout: float = 1.0):
    if not storage.lock.acquire(timeout=timeout):
        raise StorageBusy(label)
    try:
        return fn(storage)
    finally:
        storage.lock.release()
