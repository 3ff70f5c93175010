# corpus: strict not checked
import threading
from typing import Optional

_leases_lock = threading.Lock()
_leases: dict = {}
LEASE_WAIT = 1.5


def lease(resource: str, owner: str) -> bool:
    # expect-next: LCK000
    # lock-audit: allow LCK001 -- ticket OPS-311, to be bounded next sprint
    if not _leases_lock.acquire(timeout=LEASE_WAIT):
        return False
    try:
        if resource in _leases:
            return False
        _leases[resource] = owner
        return True
    finally:
        _leases_lock.release()


def holder(resource: str) -> Optional[str]:
    with _leases_lock:
        return _leases.get(resource)
