from __future__ import annotations

from decimal import Decimal

from .base import GuardedStore
from .errors import Insufficient, UnknownAccount
from .journal import Journal
from .rates import RateClient


class AccountBook(GuardedStore):
    def __init__(self, path: str, journal: Journal, rates: RateClient) -> None:
        super().__init__(path)
        self._balances: dict[str, Decimal] = {}
        self._journal = journal
        self._rates = rates

    def size(self) -> int:
        with self._lock:
            return len(self._balances)

    def open_account(self, name: str) -> None:
        with self._lock:
            if name in self._balances:
                return
            self._balances[name] = Decimal(0)
            self.mark(name)
            self._store("INSERT INTO accounts VALUES (?, 0)", (name,))  # expect: LCK004 via _store -> _open -> connect

    def deposit(self, name: str, amount: Decimal, currency: str) -> Decimal:
        with self._lock:
            self._require(name)
            self._balances[name] += amount * self._rates.current(currency)  # expect: LCK005 via current -> _fetch -> get
            return self._balances[name]

    def withdraw(self, name: str, amount: Decimal) -> Decimal:
        with self._lock:
            self._require(name)
            if self._balances[name] < amount:
                raise Insufficient(name)
            self._balances[name] -= amount
            left = self._balances[name]
        self._store("UPDATE accounts SET balance = ? WHERE name = ?", (str(left), name))
        return left

    def transfer(self, src: str, dst: str, amount: Decimal) -> None:
        with self._lock:
            self._require(src)
            self._require(dst)
            self._balances[src] -= amount
            self._balances[dst] += amount
            self._journal.append(f"{src}>{dst}:{amount}")  # expect: LCK007

    def balances(self) -> dict[str, Decimal]:
        with self._lock:
            return self._balances  # expect: LCK009

    def overdrawn(self):
        with self._lock:
            return (name for name, value in self._balances.items() if value < 0)  # expect: LCK009

    def snapshot(self) -> dict[str, Decimal]:
        with self._lock:
            return dict(self._balances)

    def _require(self, name: str) -> None:
        if name not in self._balances:
            raise UnknownAccount(name)
