# corpus: strict not checked
"""Unbounded waits on every kind of primitive."""
import multiprocessing
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

_slots = threading.BoundedSemaphore(8)
_shared = multiprocessing.RLock()
_shared_total: list[int] = []


@dataclass
class Cell:
    value: int = 0
    gate: threading.Lock = field(default_factory=threading.Lock)

    def bump(self, by: int) -> int:
        self.gate.acquire()  # expect: LCK001
        try:
            self.value += by
            return self.value
        finally:
            self.gate.release()

    def half(self) -> int:
        if taken := self.gate.acquire(True):  # expect: LCK001
            try:
                self.value //= 2
            finally:
                self.gate.release()
        return int(taken)


class Mailbox:
    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._letters: deque[str] = deque()

    def put(self, letter: str) -> None:
        with self._changed:
            self._letters.append(letter)
            self._changed.notify()

    def take(self) -> str:
        with self._changed:
            while not self._letters:
                self._changed.wait()  # expect: LCK001
            return self._letters.popleft()

    def take_soon(self) -> str | None:
        with self._changed:
            if not self._letters and not self._changed.wait(0.5):
                return None
            return self._letters.popleft() if self._letters else None


class Turnstile:
    def __init__(self) -> None:
        self._inner = threading.RLock()

    def __enter__(self) -> "Turnstile":
        self._inner.acquire()  # expect: LCK001
        return self

    def __exit__(self, *exc: object) -> None:
        self._inner.release()


def admitted(work: Callable[[], int]) -> int:
    _slots.acquire()  # expect: LCK001
    try:
        return work()
    finally:
        _slots.release()


def add_shared(value: int) -> None:
    _shared.acquire(block=True)  # expect: LCK001
    try:
        _shared_total.append(value)
    finally:
        _shared.release()
