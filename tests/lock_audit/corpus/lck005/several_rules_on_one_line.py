# corpus: strict not checked
import threading

import bcrypt
import jwt
import requests
from psycopg_pool import ConnectionPool

KEY = "k"
_lock = threading.Lock()
_done: set[str] = set()


def enrol(pool: ConnectionPool, name: str, password: bytes) -> None:
    with _lock:
        # expect-next: LCK003 via _enrol -> hashpw; LCK004 via _enrol -> connection; LCK005 via _enrol -> _tell -> post
        _enrol(pool, name, password)
        _done.add(name)


def _enrol(pool: ConnectionPool, name: str, password: bytes) -> None:
    digest = bcrypt.hashpw(password, b"$2b$12$0000")
    with pool.connection() as conn:
        conn.execute("INSERT INTO users VALUES (%s, %s)", (name, digest))
    _tell(name)


def _tell(name: str) -> None:
    requests.post("https://hooks.example/", json={"name": name}, timeout=2)


def token(name: str) -> None:
    with _lock:
        requests.post("https://hooks.example/", data=jwt.encode({"n": name}, KEY))  # expect: LCK003, LCK005
        _done.add(name)


def enrol_outside(pool: ConnectionPool, name: str, password: bytes) -> None:
    _enrol(pool, name, password)
    with _lock:
        _done.add(name)
