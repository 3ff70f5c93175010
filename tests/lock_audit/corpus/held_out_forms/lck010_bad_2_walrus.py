# corpus: strict not checked
"""Locks named in the with statement itself, known to nobody else."""
import threading
from contextlib import suppress

_stock: dict[str, int] = {}


class Shop:
    def __init__(self) -> None:
        self.sold = 0

    def sell(self, name: str) -> bool:
        with (guard := threading.Lock()):  # expect: LCK010
            if guard.locked() and name in _stock:
                _stock[name] -= 1
                self.sold += 1
                return True
        return False

    def restock(self, name: str) -> None:
        with suppress(KeyError), threading.Lock():  # expect: LCK010
            _stock[name] += 10

    @property
    def left(self) -> int:
        with threading.Lock() as _taken:  # expect: LCK010
            return sum(_stock.values())


def clear() -> None:
    def inner() -> None:
        with threading.BoundedSemaphore(1):  # expect: LCK010
            _stock.clear()

    inner()


def double(names: list[str]) -> None:
    for name in names:
        try:
            with threading.Lock():  # expect: LCK010
                _stock[name] *= 2
        except KeyError:
            continue
