"""In-memory state and the only sanctioned way to touch it."""
from __future__ import annotations

import threading
from typing import Callable, TypeVar

from .models import Booking, Seat

T = TypeVar("T")


class StorageBusy(RuntimeError):
    pass


class Storage:
    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.seats: dict[str, Seat] = {}
        self.bookings: dict[str, Booking] = {}

    def take_seat(self, room: str, email: str) -> str | None:
        for seat in self.seats.values():
            if seat.room == room and seat.taken_by is None:
                seat.taken_by = email
                return seat.number
        return None

    def put_booking(self, booking: Booking) -> None:
        self.bookings[booking.ref] = booking

    def drop_booking(self, ref: str) -> Booking | None:
        return self.bookings.pop(ref, None)


def with_storage(storage: Storage, label: str, fn: Callable[[Storage], T], timeout: float = 0.5) -> T:
    if not storage.lock.acquire(timeout=timeout):
        raise StorageBusy(label)
    try:
        return fn(storage)
    finally:
        storage.lock.release()
