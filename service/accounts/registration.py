"""Registration: a new user, and the first session with it, or neither."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from service.accounts.grants import Grant, make_grant, new_session
from service.accounts.identifiers import Identifier, parse_email, parse_username
from service.accounts.passwords import Passwords, check_password_rules
from service.accounts.tokens import AccessTokens
from service.database import sessions, users
from service.database.pool import Database
from service.errors.kinds import ErrorCode
from service.errors.types import Conflict, UniqueConflict
from service.telemetry.trace import note_user

TAKEN = {
    users.USERNAME_UNIQUE: (ErrorCode.USERNAME_TAKEN, "This user name is taken"),
    users.EMAIL_UNIQUE: (ErrorCode.EMAIL_TAKEN, "There is an account with this e-mail address"),
}


@dataclass(frozen=True)
class Registration:
    """Adds users. Thread-safe."""

    database: Database
    passwords: Passwords
    tokens: AccessTokens
    refresh_lifetime_s: int

    def register(self, username: str, email: str, password: str) -> Grant:
        """
        Add an active user and log in.

        Waits for the hash lane and for one statement.

        Raises:
            ValidationFailed: a rule for one of the three is broken; the code says which.
            Conflict: username_taken, email_taken.
        """
        name, address = _checked(username, email, password)
        user_id = str(uuid.uuid4())
        session, refresh_token = new_session(self.refresh_lifetime_s)
        # The token first: were there no key to sign with, nobody would be half registered.
        grant = make_grant(
            self.tokens,
            user_id=user_id,
            username=name.shown,
            session_id=session.session_id,
            refresh_token=refresh_token,
        )
        password_hash = self.passwords.hash(password)
        try:
            sessions.register(
                self.database,
                user_id=user_id,
                username=name.shown,
                username_key=name.key,
                email=address.shown,
                email_key=address.key,
                password_hash=password_hash,
                session=session,
            )
        except UniqueConflict as exc:
            raise _taken(exc) from exc
        note_user(user_id)
        return grant

    def add_user(self, username: str, email: str, password: str, roles: list[str]) -> str:
        """Add an active user with *roles* and return its id; opens no session. Raises as `register` does."""
        name, address = _checked(username, email, password)
        try:
            return users.add(
                self.database,
                username=name.shown,
                username_key=name.key,
                email=address.shown,
                email_key=address.key,
                password_hash=self.passwords.hash(password),
                roles=roles,
            )
        except UniqueConflict as exc:
            raise _taken(exc) from exc


def _checked(username: str, email: str, password: str) -> tuple[Identifier, Identifier]:
    name, address = parse_username(username), parse_email(email)
    check_password_rules(password)
    return name, address


def _taken(exc: UniqueConflict) -> Conflict:
    code, detail = TAKEN.get(exc.constraint, (ErrorCode.CONSTRAINT_VIOLATED, None))
    return Conflict(code, detail)
