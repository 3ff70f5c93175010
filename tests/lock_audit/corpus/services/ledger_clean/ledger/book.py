# corpus: strict not checked
"""All balances under one leaf lock; the journal is written afterwards."""
import threading
from dataclasses import dataclass


@dataclass(frozen=True)
class Transfer:
    source: str
    target: str
    amount: int


class Book:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._balances: dict[str, int] = {}
        self._done: list[Transfer] = []

    def apply(self, transfer: Transfer) -> bool:
        with self._lock:
            if self._balances.get(transfer.source, 0) < transfer.amount:
                return False
            self._move(transfer)
            return True

    def _move(self, transfer: Transfer) -> None:
        self._balances[transfer.source] -= transfer.amount
        self._balances[transfer.target] = self._balances.get(transfer.target, 0) + transfer.amount
        self._done.append(transfer)

    def drain(self) -> list[Transfer]:
        with self._lock:
            done, self._done = self._done, []
        return done

    def balances(self) -> dict[str, int]:
        with self._lock:
            return dict(self._balances)
