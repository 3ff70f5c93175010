# corpus: strict not checked
"""Conditions, properties, default arguments, decorators and callbacks that wait."""
import functools
import threading
import time
from collections.abc import Callable


def retried(fn):
    @functools.wraps(fn)
    def wrapper(*args, **kwargs):
        for _ in range(3):
            if fn(*args, **kwargs):
                return True
            time.sleep(0.1)
        return False

    return wrapper


class Buffer:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._changed = threading.Condition(self._lock)
        self._other = threading.Condition()
        self._items: list[str] = []

    def take_wrong(self) -> str | None:
        with self._lock:
            with self._other:  # expect: LCK007
                self._other.wait(timeout=1.0)  # expect: LCK006
            return self._items.pop() if self._items else None

    def take(self) -> str | None:
        with self._lock:
            if not self._items:
                self._changed.wait(timeout=1.0)
            return self._items.pop() if self._items else None

    def take_other(self) -> None:
        with self._other:
            self._other.wait(0.5)

    @property
    def settled(self) -> bool:
        time.sleep(0.01)
        return not self._items

    def clear_when_settled(self) -> None:
        with self._lock:
            if self.settled:  # expect: LCK006 via settled -> time.sleep
                self._items.clear()

    def step(self, pause: Callable[[float], None] = time.sleep) -> None:
        with self._lock:
            self._items.append("step")
            pause(0.1)  # expect: LCK006

    @retried
    def _offer(self, item: str) -> bool:
        if len(self._items) > 8:
            return False
        self._items.append(item)
        return True

    def offer(self, item: str) -> bool:
        with self._lock:
            return self._offer(item)  # expect: LCK006

    def _locked(self, action: Callable[[], None]) -> None:
        with self._lock:
            action()

    def slow_clear(self) -> None:
        self._locked(lambda: time.sleep(0.1))  # expect: LCK006

    def _drop_one(self) -> None:
        while self._items:
            time.sleep(0.01)  # expect: LCK006
            self._items.pop()

    def drop(self) -> None:
        self._locked(self._drop_one)

    def _even(self, n: int) -> int:
        return 0 if n == 0 else self._odd(n - 1)

    def _odd(self, n: int) -> int:
        time.sleep(0.001)
        return self._even(n - 1)

    def count(self, n: int) -> int:
        with self._lock:
            return self._even(n)  # expect: LCK006 via _even -> _odd -> time.sleep
