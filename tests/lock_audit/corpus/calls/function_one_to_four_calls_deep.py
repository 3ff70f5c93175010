# corpus: strict not checked
"""The slow operation is one, two, three and four calls away; only the line under the lock is told."""
import threading
import time

import bcrypt
import requests
from psycopg_pool import ConnectionPool

_members_lock = threading.Lock()
_members: dict[str, str] = {}


def _verify(password: bytes, stored: bytes) -> bool:
    return bcrypt.checkpw(password, stored)


def _settle() -> None:
    time.sleep(0.2)


def _settle_twice() -> None:
    _settle()


def _deliver(url: str) -> int:
    return requests.post(url, timeout=2).status_code


def _notify(url: str) -> int:
    return _deliver(url)


def _announce(team: str) -> int:
    return _notify("https://hooks.example/" + team)


def _count(pool: ConnectionPool) -> int:
    with pool.connection(timeout=1.0) as conn:
        return conn.execute("SELECT count(*) FROM members").fetchone()[0]


def _free(pool: ConnectionPool) -> int:
    return 50 - _count(pool)


def _allowed(pool: ConnectionPool) -> bool:
    return _free(pool) > 0


def _admit(pool: ConnectionPool) -> bool:
    return _allowed(pool)


def join(pool: ConnectionPool, team: str, password: bytes, stored: bytes) -> bool:
    with _members_lock:
        if not _verify(password, stored):  # expect: LCK003 via _verify -> bcrypt.checkpw
            return False
        _settle_twice()  # expect: LCK006 via _settle_twice -> _settle -> time.sleep
        if not _admit(pool):  # expect: LCK004 via _admit -> _allowed -> _free -> _count -> pool.connection
            return False
        _members[team] = "joined"
        _announce(team)  # expect: LCK005 via _announce -> _notify -> _deliver -> requests.post
    _announce(team)
    return True
