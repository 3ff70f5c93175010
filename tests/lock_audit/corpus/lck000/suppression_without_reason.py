# corpus: strict not checked
import threading

import bcrypt
import psycopg

_lock = threading.Lock()
_digests: dict[str, bytes] = {}


def register(name: str, password: bytes, salt: bytes) -> None:
    with _lock:
        # expect-next: LCK000, LCK003
        _digests[name] = bcrypt.hashpw(password, salt)  # lock-audit: allow LCK003


def verify(name: str, password: bytes) -> bool:
    with _lock:
        # expect-next: LCK000
        # lock-audit: allow LCK003
        return bcrypt.checkpw(password, _digests[name])  # expect: LCK003


def save(conn: psycopg.Connection, name: str) -> None:
    with _lock:
        # expect-next: LCK000, LCK004
        conn.execute("INSERT INTO names VALUES (%s)", (name,))  # lock-audit: allow LCK004 --
        _digests.pop(name, None)
