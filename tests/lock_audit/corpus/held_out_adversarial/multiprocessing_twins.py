# corpus: strict not checked
import multiprocessing as mp
from multiprocessing import RLock, Semaphore
import time

_a = mp.Lock()
_b = RLock()
_c = Semaphore(1)
_many = mp.BoundedSemaphore(6)


def one() -> None:
    with _a:
        time.sleep(1)  # expect: LCK006


def two() -> None:
    with _b:
        time.sleep(1)  # expect: LCK006


def three() -> None:
    with _c:
        time.sleep(1)  # expect: LCK006


def four() -> None:
    with _many:
        time.sleep(1)
