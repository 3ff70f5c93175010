# corpus: strict not checked
"""Transfers between accounts: the lock of one instance inside the lock of another."""

import threading
from dataclasses import dataclass, field


@dataclass
class Account:
    owner: str
    balance: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, amount: int) -> None:
        with self.lock:
            self.balance += amount


def transfer(source: Account, target: Account, amount: int) -> None:
    with source.lock:
        source.balance -= amount
        with target.lock:  # expect: LCK007
            target.balance += amount


def transfer_sorted(source: Account, target: Account, amount: int) -> None:
    first, second = sorted((source, target), key=lambda account: account.owner)
    with first.lock, second.lock:  # expect: LCK007
        source.balance -= amount
        target.balance += amount


def transfer_by_method(source: Account, target: Account, amount: int) -> None:
    with source.lock:
        source.balance -= amount
        target.add(amount)  # expect: LCK007


def transfer_in_turn(source: Account, target: Account, amount: int) -> None:
    with source.lock:
        source.balance -= amount
    with target.lock:
        target.balance += amount
