# corpus: strict not checked
"""The code was repaired; the excuses stayed."""

import threading

import bcrypt
import psycopg

_lock = threading.Lock()
_digests: dict[str, bytes] = {}


def verify(name: str, password: bytes) -> bool:
    with _lock:
        # expect-next: LCK000
        digest = _digests.get(name, b"")  # lock-audit: allow LCK003 -- hashing must see the same state
    # expect-next: LCK000
    # lock-audit: allow LCK003 -- hashing must see the same state
    return bcrypt.checkpw(password, digest)


def load(conn: psycopg.Connection) -> None:
    # expect-next: LCK000
    rows = conn.execute("SELECT name, digest FROM users").fetchall()  # lock-audit: allow LCK004 -- start-up
    with _lock:
        _digests.update(rows)


# expect-next: LCK000
# lock-audit: allow LCK010 -- the lock is used by a plug-in
ROUNDS = 12
