# corpus: strict not checked
from __future__ import annotations

import threading


class Account:
    def __init__(self, number: int, cents: int = 0) -> None:
        self.number = number
        self.cents = cents
        self.lock = threading.Lock()

    def deposit(self, cents: int) -> None:
        with self.lock:
            self.cents += cents

    def move_to(self, other: Account, cents: int) -> bool:
        with self.lock:
            if self.cents < cents:
                return False
            self.cents -= cents
            with other.lock:  # expect: LCK007
                other.cents += cents
            return True

    def move_softly(self, other: Account, cents: int) -> bool:
        with self.lock:
            if self.cents < cents:
                return False
            self.cents -= cents
        other.deposit(cents)
        return True


def merge(first: Account, second: Account) -> None:
    with first.lock:
        second.deposit(first.cents)  # expect: LCK007
        first.cents = 0
