# corpus: strict not checked
"""The seats in memory and the one way to them."""
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

T = TypeVar("T")
LOCK_TIMEOUT_S = 0.25


class StorageLockTimeout(Exception):
    """The storage was busy; nothing was changed."""


@dataclass
class SeatState:
    seats: dict[str, str] = field(default_factory=dict)
    waiting: list[str] = field(default_factory=list)

    def take_seat(self, seat: str, user: str) -> bool:
        return self.seats.setdefault(seat, user) == user

    def free_seat(self, seat: str) -> str | None:
        self.seats.pop(seat, None)
        return self.waiting.pop(0) if self.waiting else None

    def overview(self) -> dict[str, str]:
        return dict(self.seats)


@dataclass
class SeatStorage:
    state: SeatState = field(default_factory=SeatState)
    lock: threading.Lock = field(default_factory=threading.Lock)


def with_storage(storage: SeatStorage, label: str, operation: Callable[[SeatState], T]) -> T:
    if not storage.lock.acquire(timeout=LOCK_TIMEOUT_S):
        raise StorageLockTimeout(label)
    try:
        return operation(storage.state)
    finally:
        storage.lock.release()
