# corpus: strict not checked
"""A bounded, self-describing lock and some of its users."""
from __future__ import annotations

import threading
import time
from types import TracebackType
from typing import Dict, List, Optional, Type

DEFAULT_TIMEOUT = 2.0


class LockTimeout(RuntimeError):
    def __init__(self, label: str, waited: float) -> None:
        super().__init__(f"{label}: gave up after {waited:.2f}s")
        self.label = label


class BoundedLock:
    """`with BoundedLock("x"):` never waits longer than its timeout."""

    __slots__ = ("label", "timeout", "_inner", "_since")

    def __init__(self, label: str, timeout: float = DEFAULT_TIMEOUT) -> None:
        self.label = label
        self.timeout = timeout
        self._inner = threading.Lock()
        self._since = 0.0

    def __enter__(self) -> "BoundedLock":
        if not self._inner.acquire(timeout=self.timeout):
            raise LockTimeout(self.label, self.timeout)
        self._since = time.monotonic()
        return self

    def __exit__(
        self,
        exc_type: Optional[Type[BaseException]],
        exc: Optional[BaseException],
        tb: Optional[TracebackType],
    ) -> None:
        self._since = 0.0
        self._inner.release()


class Account:
    def __init__(self, owner: str, cents: int = 0) -> None:
        self.owner = owner
        self.cents = cents
        self.history: List[int] = []


class Bank:
    def __init__(self) -> None:
        self._lock = BoundedLock("bank")
        self._accounts: Dict[str, Account] = {}

    def open_account(self, owner: str) -> bool:
        with self._lock:
            if owner in self._accounts:
                return False
            self._accounts[owner] = Account(owner)
            return True

    def _move(self, account: Account, cents: int) -> int:
        account.cents += cents
        account.history.append(cents)
        return account.cents

    def deposit(self, owner: str, cents: int) -> int:
        with self._lock:
            return self._move(self._accounts[owner], cents)

    def transfer(self, source: str, target: str, cents: int) -> None:
        with self._lock:
            left, right = self._accounts[source], self._accounts[target]
            if left.cents < cents:
                raise ValueError("insufficient funds")
            self._move(left, -cents)
            self._move(right, cents)

    def total(self) -> int:
        with self._lock:
            return sum(account.cents for account in self._accounts.values())

    def statement(self, owner: str) -> List[int]:
        with self._lock:
            return list(self._accounts[owner].history)
