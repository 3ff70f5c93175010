"""Login: is this the user's password, and may the user in?"""

from __future__ import annotations

from dataclasses import dataclass

from service.accounts.grants import Grant, make_grant, new_session
from service.accounts.identifiers import username_key
from service.accounts.passwords import Passwords, check_password_readable
from service.accounts.secrets import Secrets
from service.accounts.tokens import AccessTokens
from service.database import sessions, users
from service.database.pool import Database
from service.database.users import User
from service.errors.kinds import ErrorCode
from service.errors.types import AuthFailed, Conflict
from service.storage.storage import Storage
from service.telemetry.trace import current_trace, note_user

REFUSED_STATUS = {
    "suspended": (ErrorCode.ACCOUNT_SUSPENDED, "This account is suspended"),
    "banned": (ErrorCode.ACCOUNT_BANNED, "This account is banned"),
}


@dataclass(frozen=True)
class Login:
    """Checks passwords and opens sessions. Thread-safe."""

    database: Database
    storage: Storage
    passwords: Passwords
    tokens: AccessTokens
    secrets: Secrets
    refresh_lifetime_s: int

    def login(self, username: str, password: str) -> Grant:
        """
        Open a session.

        The memory is never trusted for the decision: what it refuses is confirmed in PostgreSQL, and the session is
        opened by a statement that only works if the user still is as verified. An unknown user costs the same
        work as a wrong password.

        Raises:
            ValidationFailed: the password is one that we do not look at (too long, NUL).
            AuthFailed: credentials_invalid; account_suspended, account_banned (after the right password only).
            Conflict: the user changed twice while we looked (user_changed).
        """
        check_password_readable(password)
        key = username_key(username)
        if (trace := current_trace()) is not None:
            trace.user_ref = self.secrets.user_ref(key)

        for _attempt in range(2):
            user = self._verified(key, password)
            session, refresh_token = new_session(self.refresh_lifetime_s)
            grant = make_grant(
                self.tokens,
                user_id=user.user_id,
                username=user.username,
                session_id=session.session_id,
                refresh_token=refresh_token,
            )
            new_hash = self.passwords.rehash(password, user.password_hash)
            if sessions.open_for(self.database, user, session, new_hash=new_hash) is not None:
                note_user(user.user_id)
                return grant
            self.storage.forget_user(user.user_id)
        raise Conflict(ErrorCode.USER_CHANGED, "The account was changed while you logged in; try again")

    def _verified(self, key: str, password: str) -> User:
        """The active user whose password it is, as PostgreSQL has it now or had it a moment ago."""
        user, from_memory = self.storage.user_by_name(key)
        matches = self.passwords.check(password, user.password_hash if user is not None else None)
        refused = user is not None and (not matches or user.status != "active")
        # What the memory refuses may have changed since; only a user that did costs a second hash.
        if user is not None and refused and from_memory and not users.is_current(self.database, user):
            self.storage.forget_user(user.user_id)
            user = users.find_by_username(self.database, key)
            matches = self.passwords.check(password, user.password_hash if user is not None else None)
        if user is None or not matches:
            raise AuthFailed(ErrorCode.CREDENTIALS_INVALID, "The user name or the password is wrong")
        refuse_disabled(user.status)
        return user


def refuse_disabled(status: str) -> None:
    """Raises: AuthFailed (403), its code names the status, unless it is `active`."""
    if status in REFUSED_STATUS:
        raise AuthFailed(*REFUSED_STATUS[status])
