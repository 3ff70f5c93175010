from __future__ import annotations

from psycopg_pool import ConnectionPool

from .models import Booking


class BookingRepo:
    """Durable copy of the bookings."""

    def __init__(self, pool: ConnectionPool) -> None:
        self._pool = pool

    def save(self, booking: Booking) -> None:
        self._write("INSERT INTO bookings VALUES (%s, %s, %s)", (booking.ref, booking.email, booking.seat))

    def remove(self, ref: str) -> None:
        self._write("DELETE FROM bookings WHERE ref = %s", (ref,))

    def _write(self, sql: str, args: tuple) -> None:
        with self._pool.connection(timeout=2.0) as conn:
            conn.execute(sql, args)

    @property
    def waiting(self) -> int:
        return self._pool.get_stats().get("requests_waiting", 0)
