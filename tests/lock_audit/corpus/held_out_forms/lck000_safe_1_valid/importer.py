"""Start-up import: every slow line under the lock is named with its reason."""
import sqlite3
import threading
from pathlib import Path

import bcrypt

_load_lock = threading.Lock()
_users: dict[str, bytes] = {}


def _digest(password: bytes) -> bytes:
    return bcrypt.hashpw(password, b"$2b$04$abcdefghijklmnopqrstuu")


def load(db: sqlite3.Connection, script: str) -> None:
    with _load_lock:
        db.execute(Path(script).read_text())  # lock-audit: allow LCK004, LCK006 -- start-up only, no other thread yet  # expect: LCK004[suppressed], LCK006[suppressed]
        # lock-audit: allow LCK004 -- same start-up transaction
        db.commit()  # expect: LCK004[suppressed]


def seed(name: str, password: bytes) -> None:
    with _load_lock:
        _users[name] = _digest(password)  # lock-audit: allow LCK003 -- four rounds, fixtures only  # expect: LCK003[suppressed]


def users() -> dict[str, bytes]:
    with _load_lock:
        return _users  # lock-audit: allow LCK009 -- read-only after start-up  # expect: LCK009[suppressed]


def once() -> None:
    with threading.Lock():  # lock-audit: allow LCK010 -- keeps the shape of the generated code  # expect: LCK010[suppressed]
        _users.clear()
