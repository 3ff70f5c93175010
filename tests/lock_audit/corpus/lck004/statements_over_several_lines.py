# corpus: strict not checked
import threading

import psycopg

_lock = threading.Lock()
_totals: dict[str, int] = {}


def load(conn: psycopg.Connection, name: str) -> int:
    with _lock:
        row = conn.execute(  # expect: LCK004
            """
            SELECT sum(amount)
            FROM bookings
            WHERE name = %s
            """,
            (name,),
        ).fetchone()
        _totals[name] = int(
            row[0]
            or conn.execute("SELECT 0")  # expect: LCK004
            .fetchone()[0]
        )
        return _totals[name]


def store(conn: psycopg.Connection, name: str, amount: int) -> None:
    with _lock:
        _totals[name] = amount
        note(
            name,
            conn.execute("SELECT now()").fetchone(),  # expect: LCK004
        )


def note(name: str, when: object) -> None:
    _totals[name] = hash(when)
