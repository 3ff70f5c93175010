# corpus: strict not checked
"""Two instances of one lock, and non-reentrant locks taken again."""
import threading
from dataclasses import dataclass, field


@dataclass
class Account:
    balance: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


def transfer(source: Account, target: Account, amount: int) -> None:
    with source.lock:
        with target.lock:  # expect: LCK007
            source.balance -= amount
            target.balance += amount


def pay_fee(source: Account, bank: Account) -> bool:
    with source.lock:
        if not bank.lock.acquire(timeout=0.1):  # expect: LCK007
            return False
        try:
            bank.balance += 1
        finally:
            bank.lock.release()
        source.balance -= 1
        return True


class Node:
    def __init__(self) -> None:
        self._lock = threading.RLock()
        self.value = 0

    def swap(self, other: "Node") -> None:
        with self._lock, other._lock:  # expect: LCK007
            self.value, other.value = other.value, self.value

    def double(self) -> None:
        with self._lock:
            self.add(self.value)

    def add(self, by: int) -> None:
        with self._lock:
            self.value += by


class Counter:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.total = 0

    def bump(self) -> None:
        with self._lock:
            self.total += 1

    def bump_if(self, wanted: bool) -> None:
        with self._lock:
            if wanted:
                self.bump()  # expect: LCK007
        self.bump()


class LoudCounter(Counter):
    def bump_twice(self) -> None:
        with self._lock:
            self.total += 1
            super().bump()  # expect: LCK007


class Walker:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.seen = 0

    def walk(self, depth: int) -> None:
        with self._lock:
            self.seen += 1
            if depth:
                self.walk(depth - 1)  # expect: LCK007
