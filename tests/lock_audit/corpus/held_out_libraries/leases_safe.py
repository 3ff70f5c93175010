# corpus: strict not checked
"""Resource pool with leases; a reaper takes back the expired ones."""
from __future__ import annotations

import contextlib
import itertools
import threading
import time
from dataclasses import dataclass
from typing import Callable, Dict, Generic, Iterator, List, Optional, TypeVar

R = TypeVar("R")


class LeaseExpired(Exception):
    pass


@dataclass
class Lease(Generic[R]):
    id: int
    resource: R
    expires: float

    def renew(self, seconds: float) -> None:
        self.expires = time.monotonic() + seconds


class LeasePool(Generic[R]):
    def __init__(self, factory: Callable[[], R], limit: int, ttl: float = 30.0) -> None:
        self._factory = factory
        self._limit = limit
        self._ttl = ttl
        self._lock = threading.Lock()
        self._returned = threading.Condition(self._lock)
        self._free: List[R] = []
        self._leases: Dict[int, Lease[R]] = {}
        self._ids = itertools.count(1)
        self._made = 0

    def _grant_locked(self, resource: R) -> Lease[R]:
        lease = Lease(next(self._ids), resource, time.monotonic() + self._ttl)
        self._leases[lease.id] = lease
        return lease

    def obtain(self, timeout: float = 5.0) -> Lease[R]:
        deadline = time.monotonic() + timeout
        with self._returned:
            while not self._free and self._made >= self._limit:
                remaining = deadline - time.monotonic()
                if remaining <= 0:
                    raise TimeoutError("no free resource")
                self._returned.wait(timeout=remaining)
            if self._free:
                return self._grant_locked(self._free.pop())
            self._made += 1
        try:
            resource = self._factory()
        except BaseException:
            with self._lock:
                self._made -= 1
                self._returned.notify()
            raise
        with self._lock:
            return self._grant_locked(resource)

    def give_back(self, lease: Lease[R]) -> None:
        with self._lock:
            if self._leases.pop(lease.id, None) is None:
                raise LeaseExpired(lease.id)
            self._free.append(lease.resource)
            self._returned.notify()

    def renew(self, lease_id: int) -> Optional[float]:
        with self._lock:
            lease = self._leases.get(lease_id)
            if lease is None:
                return None
            lease.renew(self._ttl)
            return lease.expires

    def reap(self) -> int:
        now = time.monotonic()
        with self._returned:
            expired = [lease for lease in self._leases.values() if lease.expires < now]
            for lease in expired:
                del self._leases[lease.id]
                self._free.append(lease.resource)
            self._returned.notify(len(expired))
        return len(expired)

    @contextlib.contextmanager
    def leased(self, timeout: float = 5.0) -> Iterator[R]:
        lease = self.obtain(timeout)
        try:
            yield lease.resource
        finally:
            with contextlib.suppress(LeaseExpired):
                self.give_back(lease)
