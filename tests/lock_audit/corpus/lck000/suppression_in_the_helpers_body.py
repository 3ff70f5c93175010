# corpus: strict not checked
"""A finding stands where the lock is held; an excuse in the helper excuses nothing."""

import threading

import psycopg

_seats_lock = threading.Lock()
_taken: dict[int, str] = {}


def take(conn: psycopg.Connection, seat: int, guest: str) -> bool:
    with _seats_lock:
        if not _exists(conn, seat):  # expect: LCK004 via _exists -> execute
            return False
        _taken[seat] = guest
        # lock-audit: allow LCK004 -- one insert, bounded by statement_timeout
        _record(conn, seat, guest)  # expect: LCK004[suppressed] via _record -> execute
        return True


def _exists(conn: psycopg.Connection, seat: int) -> bool:
    # expect-next: LCK000
    found = conn.execute("SELECT 1 FROM seats WHERE id = %s", (seat,))  # lock-audit: allow LCK004 -- index look-up
    return found.rowcount == 1


def _record(conn: psycopg.Connection, seat: int, guest: str) -> None:
    conn.execute("INSERT INTO taken VALUES (%s, %s)", (seat, guest))
