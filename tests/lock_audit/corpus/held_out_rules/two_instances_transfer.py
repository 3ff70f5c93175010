# corpus: strict not checked
from __future__ import annotations

import threading
from dataclasses import dataclass, field


class InsufficientFunds(Exception):
    pass


@dataclass
class Account:
    iban: str
    cents: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def balance(self) -> int:
        with self.lock:
            return self.cents


def transfer(src: Account, dst: Account, cents: int) -> None:
    with src.lock:
        with dst.lock:  # expect: LCK007
            if src.cents < cents:
                raise InsufficientFunds(src.iban)
            src.cents -= cents
            dst.cents += cents


def deposit(dst: Account, cents: int) -> None:
    with dst.lock:
        dst.cents += cents
