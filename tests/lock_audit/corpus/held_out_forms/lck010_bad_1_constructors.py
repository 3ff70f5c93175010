# corpus: strict not checked
"""Locks made where they are taken, by every constructor."""
import multiprocessing as mp
import threading
import time
from threading import Condition
from threading import Lock as Mutex

_total: list[int] = []

with Mutex():  # expect: LCK010
    _total.append(0)


def add(value: int) -> None:
    with threading.Lock():  # expect: LCK010
        _total.append(value)


def add_slowly(value: int) -> None:
    with threading.RLock():  # expect: LCK010
        time.sleep(0.01)  # expect: LCK006
        _total.append(value)


def add_all(values: list[int]) -> None:
    for value in values:
        with Condition():  # expect: LCK010
            _total.append(value)


def add_in_process(value: int) -> None:
    with mp.Lock():  # expect: LCK010
        _total.append(value)


def add_one() -> int:
    with threading.Semaphore(1):  # expect: LCK010
        _total.append(1)
        return len(_total)
