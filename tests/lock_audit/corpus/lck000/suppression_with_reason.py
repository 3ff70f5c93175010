# corpus: strict not checked
import threading

import bcrypt
import psycopg
import requests

_lock = threading.Lock()
_digests: dict[str, bytes] = {}


def register(name: str, password: bytes, salt: bytes) -> None:
    with _lock:
        # expect-next: LCK003[suppressed]
        _digests[name] = bcrypt.hashpw(password, salt)  # lock-audit: allow LCK003 -- runs once, in the installer


def verify(name: str, password: bytes) -> bool:
    with _lock:
        # lock-audit: allow LCK003 -- a test double with four rounds
        return bcrypt.checkpw(password, _digests[name])  # expect: LCK003[suppressed]


def save(conn: psycopg.Connection, name: str) -> None:
    with _lock:
        # lock-audit: allow LCK004 -- single-threaded migration, see docs/migration.md -- section 2, step 3
        conn.execute(  # expect: LCK004[suppressed]
            "INSERT INTO names VALUES (%s)",
            (name,),
        )


def announce(name: str) -> int:
    with _lock:
        requests.post("https://hooks.example/new", json={"name": name}, timeout=1)  # expect: LCK005
        return len(_digests)
