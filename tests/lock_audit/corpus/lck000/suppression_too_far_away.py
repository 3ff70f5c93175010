# corpus: strict not checked
import threading

import argon2
import psycopg

_hasher = argon2.PasswordHasher()
_lock = threading.Lock()
_hashes: dict[str, str] = {}


def change(name: str, password: str) -> None:
    # expect-next: LCK000
    # lock-audit: allow LCK003 -- nobody else is logged in
    with _lock:
        _hashes[name] = _hasher.hash(password)  # expect: LCK003


def copy(conn: psycopg.Connection, name: str) -> None:
    with _lock:
        # expect-next: LCK000
        # lock-audit: allow LCK004 -- a temporary table

        conn.execute("CREATE TEMPORARY TABLE copied (name text)")  # expect: LCK004
        conn.execute(  # expect: LCK004
            "INSERT INTO copied VALUES (%s)",
            # expect-next: LCK000
            (name,),  # lock-audit: allow LCK004 -- a temporary table
        )


def forget(conn: psycopg.Connection, name: str) -> None:
    with _lock:
        # expect-next: LCK004[suppressed]
        conn.execute("DELETE FROM copied WHERE name = %s", (name,))  # lock-audit: allow LCK004 -- a temporary table
        conn.commit()  # expect: LCK004
