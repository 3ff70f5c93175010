# corpus: strict not checked
"""Teams and their members; not API code, so a plain with is fine here."""
import threading

from psycopg_pool import ConnectionPool

_members_lock = threading.Lock()
_members: dict[str, set[str]] = {}
_invites: dict[str, str] = {}


def _seat_free(pool: ConnectionPool, team: str) -> bool:
    with pool.connection(timeout=1.0) as conn:
        return conn.execute("SELECT free FROM teams WHERE name = %s", (team,)).fetchone()[0]


def invite(pool: ConnectionPool, team: str, code: str) -> bool:
    with _members_lock:
        if not _seat_free(pool, team):  # expect: LCK004 via _seat_free -> pool.connection
            return False
        _invites[code] = team
        return True


def join(code: str, user: str) -> str | None:
    with _members_lock:
        team = _invites.pop(code, None)
        if team is not None:
            _members.setdefault(team, set()).add(user)
        return team


def all_invites() -> dict[str, str]:
    with _members_lock:
        return _invites  # expect: LCK009


def teams() -> list[str]:
    with _members_lock:
        return sorted(_members)


def team_names():
    with _members_lock:
        return _members.keys()  # expect: LCK009
