"""SQL about sessions and their refresh tokens. Each change is one statement: it happens as a whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from service.database.pool import Database
from service.database.users import COLUMNS, User, user_of


@dataclass(frozen=True)
class NewSession:
    """What a session starts with. The refresh token comes hashed, and lives for *lifetime_s* seconds."""

    session_id: str
    refresh_hash: bytes
    lifetime_s: int


@dataclass(frozen=True)
class RefreshState:
    """What is known of a refresh token that could not be rotated."""

    session_id: str
    user_id: str
    username: str
    user_status: str
    is_rotated: bool
    is_in_grace: bool
    is_expired: bool
    is_session_ended: bool


_OPEN = """
), opened AS (
    INSERT INTO sessions (id, user_id, expires_at)
    SELECT %(session_id)s, id, now() + make_interval(secs => %(lifetime_s)s) FROM owner
    RETURNING id, expires_at
), token AS (
    INSERT INTO refresh_tokens (token_hash, session_id, expires_at)
    SELECT %(refresh_hash)s, id, expires_at FROM opened
)
SELECT id, last_login_at FROM owner
"""


def register(
    database: Database,
    *,
    user_id: str,
    username: str,
    username_key: str,
    email: str,
    email_key: str,
    password_hash: str,
    session: NewSession,
) -> None:
    """Add a user together with the first session. Raises: UniqueConflict."""
    database.write(
        """
        WITH owner AS (
            INSERT INTO users (id, username, username_key, email, email_key, password_hash, last_login_at)
            VALUES (%(user_id)s, %(username)s, %(username_key)s, %(email)s, %(email_key)s, %(password_hash)s, now())
            RETURNING id, last_login_at
        """
        + _OPEN,
        {
            "user_id": user_id,
            "username": username,
            "username_key": username_key,
            "email": email,
            "email_key": email_key,
            "password_hash": password_hash,
        }
        | vars(session),
        turn=("name", username_key),  # whoever else is adding the same one has it locked
    )


def open_for(database: Database, user: User, session: NewSession, *, new_hash: str | None) -> datetime | None:
    """
    Open a session if *user* is still as verified: same version, active.

    Stores *new_hash* of the same password, if given. Returns the time of this login; None when the row has changed
    meanwhile, and then nothing happened.
    """
    rows = database.write(
        """
        WITH owner AS (
            UPDATE users SET last_login_at = now(), password_hash = coalesce(%(new_hash)s, password_hash)
            WHERE id = %(user_id)s AND version = %(version)s AND status = 'active'
            RETURNING id, last_login_at
        """
        + _OPEN,
        {"user_id": user.user_id, "version": user.version, "new_hash": new_hash} | vars(session),
        turn=("user", user.user_id),
    )
    return rows[0]["last_login_at"] if rows else None


def find(database: Database, session_id: str) -> tuple[User, float] | None:
    """The user of a session that is open, whatever the user's status, and the seconds for which it still is."""
    row = database.fetch_one(
        f"SELECT {COLUMNS}, extract(epoch FROM s.expires_at - now())::float8 AS expires_in_s"
        " FROM sessions s JOIN users u ON u.id = s.user_id"
        " WHERE s.id = %(id)s AND s.ended_at IS NULL AND s.expires_at > now()",
        {"id": session_id},
    )
    return (user_of(row), row["expires_in_s"]) if row is not None else None


def rotate(database: Database, *, old_hash: bytes, new_hash: bytes, lifetime_s: int) -> RefreshState | None:
    """
    Replace a refresh token by its successor, once: of any number of callers at a time one succeeds.

    Returns the state of the session that goes on, or None when the token can't be rotated; `state_of` tells why.
    """
    rows = database.write(
        """
        WITH rotated AS (
            UPDATE refresh_tokens t SET rotated_at = now()
            FROM sessions s JOIN users u ON u.id = s.user_id
            WHERE t.token_hash = %(old_hash)s AND t.rotated_at IS NULL AND t.expires_at > now()
              AND s.id = t.session_id AND s.ended_at IS NULL AND s.expires_at > now() AND u.status = 'active'
            RETURNING t.session_id, s.user_id, u.username, u.status
        ), used AS (
            UPDATE sessions s SET last_used_at = now(), expires_at = now() + make_interval(secs => %(lifetime_s)s)
            FROM rotated WHERE s.id = rotated.session_id
        ), successor AS (
            INSERT INTO refresh_tokens (token_hash, session_id, expires_at)
            SELECT %(new_hash)s, session_id, now() + make_interval(secs => %(lifetime_s)s) FROM rotated
        )
        SELECT session_id, user_id, username, status, true AS is_rotated, true AS is_in_grace,
               false AS is_expired, false AS is_session_ended
        FROM rotated
        """,
        {"old_hash": old_hash, "new_hash": new_hash, "lifetime_s": lifetime_s},
        turn=("token", old_hash),
    )
    return _refresh_state(rows[0]) if rows else None


def state_of(database: Database, token_hash: bytes, grace_s: int) -> RefreshState | None:
    """What became of a refresh token; None when there never was one."""
    row = database.fetch_one(
        """
        SELECT s.id AS session_id, s.user_id, u.username, u.status, t.rotated_at IS NOT NULL AS is_rotated,
               coalesce(t.rotated_at > now() - make_interval(secs => %(grace_s)s), false) AS is_in_grace,
               t.expires_at <= now() AS is_expired, s.ended_at IS NOT NULL AS is_session_ended
        FROM refresh_tokens t JOIN sessions s ON s.id = t.session_id JOIN users u ON u.id = s.user_id
        WHERE t.token_hash = %(token_hash)s
        """,
        {"token_hash": token_hash, "grace_s": grace_s},
    )
    return _refresh_state(row) if row is not None else None


def _refresh_state(row: dict[str, object]) -> RefreshState:
    return RefreshState(
        session_id=str(row["session_id"]),
        user_id=str(row["user_id"]),
        username=str(row["username"]),
        user_status=str(row["status"]),
        is_rotated=bool(row["is_rotated"]),
        is_in_grace=bool(row["is_in_grace"]),
        is_expired=bool(row["is_expired"]),
        is_session_ended=bool(row["is_session_ended"]),
    )


def end(database: Database, session_id: str, reason: str) -> None:
    """End one session; one that has ended stays as it was."""
    database.write(
        "UPDATE sessions SET ended_at = now(), end_reason = %(reason)s WHERE id = %(id)s AND ended_at IS NULL",
        {"id": session_id, "reason": reason},
        turn=("session", session_id),
    )


def end_all(database: Database, user_id: str, reason: str, *, but: str | None = None) -> list[str]:
    """End every session of a user, *but* one if given; returns the ids of those that ended."""
    rows = database.write(
        "UPDATE sessions SET ended_at = now(), end_reason = %(reason)s"
        " WHERE user_id = %(user_id)s AND ended_at IS NULL AND id IS DISTINCT FROM %(but)s::uuid RETURNING id",
        {"user_id": user_id, "reason": reason, "but": but},
        turn=("user", user_id),
    )
    return [str(row["id"]) for row in rows]
