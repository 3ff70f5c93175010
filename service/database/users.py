"""SQL about users."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from service.database.pool import Database

USERNAME_UNIQUE = "users_username_unique"
EMAIL_UNIQUE = "users_email_unique"

COLUMNS = (
    "u.id AS user_id, u.username, u.username_key, u.email, u.email_verified, u.password_hash, u.status, u.roles,"
    " u.version, u.created_at, u.last_login_at"
)


@dataclass(frozen=True)
class User:
    """One row of table users, as it was when it was read. `version` tells whether it still is."""

    user_id: str
    username: str
    username_key: str
    email: str
    email_verified: bool
    password_hash: str
    status: str
    roles: tuple[str, ...]
    version: int
    created_at: datetime
    last_login_at: datetime | None


def user_of(row: Mapping[str, Any]) -> User:
    """The user in a row that selects COLUMNS."""
    values = {name: row[name] for name in User.__dataclass_fields__}
    return User(**values | {"user_id": str(row["user_id"]), "roles": tuple(row["roles"])})


def find_by_username(database: Database, username_key: str) -> User | None:
    row = database.fetch_one(
        f"SELECT {COLUMNS} FROM users u WHERE u.username_key = %(key)s",
        {"key": username_key},
    )
    return user_of(row) if row is not None else None


def is_current(database: Database, user: User) -> bool:
    """Whether the row still is as *user* says, in everything that matters for security."""
    row = database.fetch_one("SELECT version FROM users WHERE id = %(id)s", {"id": user.user_id})
    return row is not None and row["version"] == user.version


def add(
    database: Database,
    *,
    username: str,
    username_key: str,
    email: str,
    email_key: str,
    password_hash: str,
    roles: list[str],
) -> str:
    """Add a user without opening a session; returns the id. Raises: UniqueConflict."""
    rows = database.write(
        "INSERT INTO users (username, username_key, email, email_key, password_hash, roles)"
        " VALUES (%(username)s, %(username_key)s, %(email)s, %(email_key)s, %(password_hash)s, %(roles)s)"
        " RETURNING id",
        {
            "username": username,
            "username_key": username_key,
            "email": email,
            "email_key": email_key,
            "password_hash": password_hash,
            "roles": roles,
        },
    )
    return str(rows[0]["id"])
