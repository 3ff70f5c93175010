# corpus: strict not checked
"""The seats in memory and the one way to them."""
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from psycopg_pool import ConnectionPool

from booking.mailing import send_ticket

T = TypeVar("T")
LOCK_TIMEOUT_S = 0.25


class StorageLockTimeout(Exception):
    """The storage was busy; nothing was changed."""


@dataclass
class SeatState:
    pool: ConnectionPool
    seats: dict[str, str] = field(default_factory=dict)

    def take_seat(self, seat: str, user: str) -> bool:
        return self.seats.setdefault(seat, user) == user

    def reload_seats(self) -> int:
        with self.pool.connection(timeout=1.0) as conn:
            for seat, user in conn.execute("SELECT seat, taken_by FROM seats"):
                self.seats[seat] = user
        return len(self.seats)

    def confirm_seat(self, seat: str, user: str) -> bool:
        if self.take_seat(seat, user):
            send_ticket(user, seat)
            return True
        return False


@dataclass
class SeatStorage:
    state: SeatState
    lock: threading.Lock = field(default_factory=threading.Lock)


def with_storage(storage: SeatStorage, label: str, operation: Callable[[SeatState], T]) -> T:
    if not storage.lock.acquire(timeout=LOCK_TIMEOUT_S):
        raise StorageLockTimeout(label)
    try:
        return operation(storage.state)
    finally:
        storage.lock.release()
