# corpus: strict not checked
from typing import Any, Callable

from ..domain.storage import Storage


class StorageBusy(RuntimeError):
    pass


def with_storage(storage: Storage, label: str, fn: Callable[[Storage], Any], timeout: float = 1.0) -> Any:
    if not storage.lock.acquire(timeout=timeout):
        raise StorageBusy(label)
    try:
        return fn(storage)
    finally:
        storage.lock.release()
