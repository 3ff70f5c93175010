# corpus: strict not checked
import threading

import bcrypt
import psycopg
import requests

URL = "https://mirror.example/users"

_lock = threading.Lock()
_users: dict[str, bytes] = {}


def enrol(conn: psycopg.Connection, name: str, pw: bytes, salt: bytes) -> None:
    with _lock:
        # expect-next: LCK003[suppressed], LCK004[suppressed]
        conn.execute("CALL add(%s)", (bcrypt.hashpw(pw, salt),))  # lock-audit: allow LCK003,LCK004 -- set-up
        _users[name] = b""


def mirror(conn: psycopg.Connection, name: str) -> None:
    with _lock:
        # lock-audit: allow LCK004, LCK005 -- the mirror is down for everybody while this runs
        requests.put(URL, data=conn.execute("CALL all()").fetchone())  # expect: LCK004[suppressed], LCK005[suppressed]
        _users.pop(name, None)


def compare(conn: psycopg.Connection, name: str) -> None:
    with _lock:
        # lock-audit: allow LCK005 -- the mirror answers from memory
        requests.put(URL, data=conn.execute("CALL all()").fetchone())  # expect: LCK004, LCK005[suppressed]
        _users.pop(name, None)
