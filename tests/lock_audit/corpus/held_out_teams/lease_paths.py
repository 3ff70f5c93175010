# corpus: strict not checked
"""A lease shared by a leader and its followers."""
from __future__ import annotations

import threading
import time


class LeaseBusy(RuntimeError):
    pass


class Lease:
    def __init__(self, ttl: float) -> None:
        self._lock = threading.Lock()
        self._ttl = ttl
        self._owner: str | None = None
        self._expires = 0.0

    def renew(self) -> None:
        self._lock.acquire(timeout=1.0)  # expect: LCK008
        try:
            self._expires = time.monotonic() + self._ttl
        finally:
            self._lock.release()

    def drop(self) -> bool:
        if not self._lock.acquire(timeout=1.0):  # expect: LCK008
            return False
        if self._owner is None:
            return False
        self._owner = None
        self._lock.release()
        return True

    def steal(self, owner: str) -> bool:
        got = self._lock.acquire(timeout=0.5)  # expect: LCK008
        try:
            if got:
                self._owner = owner
            return got
        finally:
            self._lock.release()

    def hand_over(self, owner: str) -> str:
        if not self._lock.acquire(blocking=False):  # expect: LCK008
            raise LeaseBusy(owner)
        label = self._describe(owner)
        try:
            self._owner = owner
        finally:
            self._lock.release()
        return label

    def owner(self) -> str | None:
        self._lock.acquire(True)  # expect: LCK001
        try:
            return self._owner
        finally:
            self._lock.release()

    def touch(self, owner: str) -> bool:
        got = self._lock.acquire(timeout=0.5)
        try:
            if got:
                self._owner = owner
            return got
        finally:
            if got:
                self._lock.release()

    def _describe(self, owner: str) -> str:
        left = self._expires - time.monotonic()
        return f"{self._owner} -> {owner} ({left:.1f}s left of {self._ttl / len(owner):.1f})"
