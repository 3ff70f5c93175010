"""Sessions after the login: who is this, the next tokens, and the end."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Literal

from service.accounts.grants import Grant, hash_refresh_token, looks_like_refresh_token, make_grant
from service.accounts.login import refuse_disabled
from service.accounts.secrets import Secrets
from service.accounts.tokens import AccessTokens
from service.database import sessions
from service.database.pool import Database
from service.database.sessions import RefreshState
from service.database.users import User
from service.errors.kinds import ErrorCode
from service.errors.types import AuthFailed
from service.storage.storage import Storage
from service.telemetry.logs import write_event
from service.telemetry.trace import note_user

LogoutScope = Literal["this", "others", "all"]
ADMIN_ROLE = "admin"

_log = logging.getLogger("surelock.audit")


@dataclass(frozen=True)
class Authenticated:
    """Who a request comes from."""

    user: User
    session_id: str


@dataclass(frozen=True)
class Sessions:
    """Knows the sessions. Thread-safe."""

    database: Database
    storage: Storage
    tokens: AccessTokens
    secrets: Secrets
    refresh_lifetime_s: int
    refresh_grace_s: int

    def authenticate(self, access_token: str) -> Authenticated:
        """
        Who *access_token* stands for.

        Raises:
            AuthFailed: token_invalid, token_expired, session_ended; account_suspended, account_banned (403).
        """
        claims = self.tokens.check(access_token)
        user = self.storage.user_by_session(claims.session_id)
        if user is None or user.user_id != claims.user_id:
            raise AuthFailed(ErrorCode.SESSION_ENDED, "The session has ended")
        note_user(user.user_id)
        refuse_disabled(user.status)
        return Authenticated(user, claims.session_id)

    def authenticate_admin(self, access_token: str) -> Authenticated:
        """
        Who *access_token* stands for, if it is somebody with ADMIN_ROLE.

        Raises:
            AuthFailed: as `authenticate`; not_allowed (403).
        """
        who = self.authenticate(access_token)
        if ADMIN_ROLE not in who.user.roles:
            raise AuthFailed(ErrorCode.NOT_ALLOWED, "This needs the role admin")
        return who

    def refresh(self, refresh_token: str) -> Grant:
        """
        New tokens for a refresh token, which is used up by it (RFC 9700, section 4.14.2).

        The successor is derived from the token: whoever refreshes twice within the grace, because an answer was
        lost or two tabs woke up together, gets the same one. Later, somebody else must have it too, and the session
        ends for both.

        Raises:
            AuthFailed: refresh_invalid, refresh_expired, refresh_reused, session_ended; account_suspended,
                account_banned (403).
        """
        if not looks_like_refresh_token(refresh_token):
            raise _refused(ErrorCode.REFRESH_INVALID)
        old_hash = hash_refresh_token(refresh_token)
        successor = self.secrets.refresh_successor(refresh_token)
        state = sessions.rotate(
            self.database,
            old_hash=old_hash,
            new_hash=hash_refresh_token(successor),
            lifetime_s=self.refresh_lifetime_s,
        )
        if state is None:
            state = self._rotated_before(old_hash)
        note_user(state.user_id)
        return make_grant(
            self.tokens,
            user_id=state.user_id,
            username=state.username,
            session_id=state.session_id,
            refresh_token=successor,
        )

    def _rotated_before(self, token_hash: bytes) -> RefreshState:
        """The state of a token that has been rotated within the grace; anything else is refused."""
        state = sessions.state_of(self.database, token_hash, self.refresh_grace_s)
        if state is None:
            raise _refused(ErrorCode.REFRESH_INVALID)
        if state.is_session_ended:
            raise _refused(ErrorCode.SESSION_ENDED)
        if state.is_rotated and not state.is_in_grace:
            self._end_reused(state)
            raise _refused(ErrorCode.REFRESH_REUSED)
        refuse_disabled(state.user_status)
        if not state.is_rotated:
            raise _refused(ErrorCode.REFRESH_EXPIRED)
        return state

    def _end_reused(self, state: RefreshState) -> None:
        sessions.end(self.database, state.session_id, "refresh_reused")
        self.storage.forget_sessions([state.session_id])
        write_event(
            _log,
            "audit",
            "warn",
            "a refresh token was used again; its session was ended",
            action="refresh_reused",
            outcome="success",
            user_id=state.user_id,
        )

    def logout(self, who: Authenticated, scope: LogoutScope) -> None:
        """End the session of this request, all others of its user, or all. What is over stays over."""
        if scope == "this":
            sessions.end(self.database, who.session_id, "logout")
            ended = [who.session_id]
        else:
            but = who.session_id if scope == "others" else None
            ended = sessions.end_all(self.database, who.user.user_id, "logout", but=but)
        self.storage.forget_sessions(ended)


def _refused(code: ErrorCode) -> AuthFailed:
    return AuthFailed(code, _REFUSALS[code])


_REFUSALS = {
    ErrorCode.REFRESH_INVALID: "The refresh token is not valid",
    ErrorCode.REFRESH_EXPIRED: "The refresh token has expired",
    ErrorCode.REFRESH_REUSED: "The refresh token was used before; the session was ended",
    ErrorCode.SESSION_ENDED: "The session has ended",
}
