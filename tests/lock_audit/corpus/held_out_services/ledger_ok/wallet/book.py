from __future__ import annotations

from decimal import Decimal

from .base import Locked, SqliteMixin
from .planner import Plan
from .quotes import QuoteClient
from .types import Clock, Move


class WalletBook(Locked, SqliteMixin):
    def __init__(self, path: str, quotes: QuoteClient, clock: Clock) -> None:
        super().__init__()
        self.path = path
        self._balances: dict[str, Decimal] = {}
        self._touched: dict[str, float] = {}
        self._quotes = quotes
        self._clock = clock

    def load(self) -> int:
        rows = self.run("SELECT name, balance FROM wallets")
        with self._exclusive():
            for name, balance in rows:
                self._balances[name] = Decimal(balance)
            return len(self._balances)

    def deposit(self, name: str, amount: Decimal, currency: str) -> Decimal:
        rate = self._quotes.rate(currency)
        with self._exclusive():
            self._balances[name] = self._balances.get(name, Decimal(0)) + amount * rate
            self._touch(name)
            total = self._balances[name]
        self.run("UPDATE wallets SET balance = ? WHERE name = ?", (str(total), name))
        return total

    def settle(self, moves: list[Move]) -> tuple[Move, ...]:
        plan = Plan()
        for move in moves:
            plan.add(move)
        with self._exclusive():
            plan.execute(self._balances)
            for move in moves:
                self._touch(move.src)
                self._touch(move.dst)
            done = plan.commit()
        for move in done:
            self.run("INSERT INTO moves VALUES (?, ?, ?)", (move.src, move.dst, str(move.amount)))
        return done

    def _touch(self, name: str) -> None:
        with self._lock:  # re-entered: it is an RLock
            self._touched[name] = self._clock.now()

    def names(self) -> list[str]:
        with self._lock:
            return sorted(self._balances)

    def balance(self, name: str) -> Decimal:
        with self._lock:
            return self._balances[name]

    def report(self) -> str:
        with self._lock:
            return ", ".join(f"{k}={v}" for k, v in self._balances.items())
