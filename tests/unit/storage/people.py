"""Users for tests that need one."""

from __future__ import annotations

from datetime import UTC, datetime

from service.database.users import User


def person(name: str, version: int = 1) -> User:
    return User(
        user_id=f"id-of-{name}",
        username=name,
        username_key=name,
        email=f"{name}@example.com",
        email_verified=False,
        password_hash="",
        status="active",
        roles=(),
        version=version,
        created_at=datetime(2026, 1, 1, tzinfo=UTC),
        last_login_at=None,
    )
