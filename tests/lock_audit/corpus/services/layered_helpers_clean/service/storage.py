# corpus: strict not checked
"""with_storage and with_storage_traced over with_lock."""
import logging
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from service.locks import LockTimeout, with_lock

S = TypeVar("S")
T = TypeVar("T")
_log = logging.getLogger(__name__)


class Storage(Generic[S]):
    def __init__(self, state: S) -> None:
        self.state = state
        self.lock = threading.Lock()


def with_storage(storage: Storage[S], label: str, operation: Callable[[S], T]) -> T:
    return with_lock(storage.lock, label, lambda: operation(storage.state))


def with_storage_traced(
    storage: Storage[S], label: str, endpoint: str, method: str, operation: Callable[[S], T]
) -> T:
    try:
        return with_storage(storage, label, operation)
    except LockTimeout:
        _log.warning("lock timeout in %s %s", method, endpoint)
        raise
