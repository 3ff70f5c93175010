# corpus: strict not checked
"""One lock per tenant, and the helper that takes it."""
import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
_registry_lock = threading.Lock()
_locks: dict[str, threading.Lock] = {}


class QuotaBusy(Exception):
    """Another request of the tenant was at work for too long."""


def tenant_lock(tenant: str) -> threading.Lock:
    with _registry_lock:
        if tenant not in _locks:
            _locks[tenant] = threading.Lock()
        return _locks[tenant]


def locked(tenant: str, operation: Callable[[], T], timeout_s: float = 0.2) -> T:
    lock = tenant_lock(tenant)
    if not lock.acquire(timeout=timeout_s):
        raise QuotaBusy(tenant)
    try:
        return operation()
    finally:
        lock.release()
