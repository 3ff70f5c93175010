# corpus: strict not checked
from __future__ import annotations

import enum
import functools
import random
import threading
import time
from typing import Any, Callable, Optional, Tuple, Type, TypeVar

import requests

F = TypeVar("F", bound=Callable[..., Any])


class BreakerState(str, enum.Enum):
    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half-open"


class CircuitOpen(Exception):
    pass


class CircuitBreaker:
    def __init__(self, name: str, threshold: int = 5, cooldown: float = 30.0) -> None:
        self.name = name
        self._threshold = threshold
        self._cooldown = cooldown
        self._lock = threading.Lock()
        self._failures = 0
        self._opened_at: Optional[float] = None
        self._probing = False

    def _state_locked(self) -> BreakerState:
        if self._opened_at is None:
            return BreakerState.CLOSED
        if time.monotonic() - self._opened_at >= self._cooldown:
            return BreakerState.HALF_OPEN
        return BreakerState.OPEN

    @property
    def state(self) -> BreakerState:
        with self._lock:
            return self._state_locked()

    def _before(self) -> None:
        with self._lock:
            state = self._state_locked()
            if state is BreakerState.OPEN or (state is BreakerState.HALF_OPEN and self._probing):
                raise CircuitOpen(self.name)
            self._probing = state is BreakerState.HALF_OPEN

    def _after(self, ok: bool) -> None:
        with self._lock:
            self._probing = False
            if ok:
                self._failures = 0
                self._opened_at = None
                return
            self._failures += 1
            if self._failures >= self._threshold:
                self._opened_at = time.monotonic()

    def __call__(self, func: F) -> F:
        @functools.wraps(func)
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            self._before()
            try:
                result = func(*args, **kwargs)
            except Exception:
                self._after(False)
                raise
            self._after(True)
            return result

        return wrapper  # type: ignore[return-value]


def retry(times: int, errors: Tuple[Type[Exception], ...]) -> Callable[[F], F]:
    def decorate(func: F) -> F:
        @functools.wraps(func)
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            for attempt in range(times):
                try:
                    return func(*args, **kwargs)
                except errors:
                    if attempt + 1 == times:
                        raise
                    time.sleep(0.1 * 2 ** attempt + random.random() / 10)

        return wrapper  # type: ignore[return-value]

    return decorate


payments = CircuitBreaker("payments")


@retry(3, (requests.ConnectionError,))
@payments
def charge(account: str, cents: int) -> dict:
    reply = requests.post("https://pay.internal/charge", json={"a": account, "c": cents}, timeout=5)
    reply.raise_for_status()
    return reply.json()
