# corpus: strict not checked
"""Balances; each account has its own lock."""
import threading
from dataclasses import dataclass, field


@dataclass
class Account:
    name: str
    balance: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def deposit(self, amount: int) -> int:
        with self.lock:
            self.balance += amount
            return self.balance


class Accounts:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._accounts: dict[str, Account] = {}

    def account(self, name: str) -> Account:
        with self._lock:
            return self._accounts.setdefault(name, Account(name))

    def balances(self) -> dict[str, int]:
        with self._lock:
            return {name: account.balance for name, account in self._accounts.items()}
