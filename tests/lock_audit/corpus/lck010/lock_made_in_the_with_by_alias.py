# corpus: strict not checked
"""The same mistake behind import aliases, the multiprocessing twin, a one-slot semaphore and a walrus."""

import multiprocessing as mp
import threading as t
from threading import Lock as Mutex
from threading import Semaphore

_totals: dict[str, int] = {}


def add(name: str, amount: int) -> None:
    with Mutex():  # expect: LCK010
        _totals[name] = _totals.get(name, 0) + amount


def subtract(name: str, amount: int) -> None:
    with t.Lock():  # expect: LCK010
        _totals[name] = _totals.get(name, 0) - amount


def publish(name: str) -> int:
    with mp.Lock():  # expect: LCK010
        return _totals.get(name, 0)


def clear() -> None:
    with Semaphore(1):  # expect: LCK010
        _totals.clear()


def drop(name: str) -> bool:
    with (guard := t.Lock()):  # expect: LCK010
        dropped = _totals.pop(name, None)
        return guard.locked() and dropped is not None
