# corpus: strict not checked
import threading

from psycopg_pool import ConnectionPool

_members_lock = threading.Lock()
_invites: dict[str, str] = {}


def invite(pool, team: str, email: str) -> bool:
    with _members_lock:
        if not _seat_free(pool, team):  # expect: LCK004 via _seat_free -> pool.connection
            return False
        _invites[email] = team
        return True


def invite_outside(pool, team: str, email: str) -> bool:
    if not _seat_free(pool, team):
        return False
    with _members_lock:
        if email in _invites:
            return False
        _invites[email] = team
        return True


def _seat_free(pool: ConnectionPool, team: str) -> bool:
    with pool.connection(timeout=1.0) as conn:
        return conn.execute("SELECT free FROM teams WHERE name = %s", (team,)).fetchone()[0]
