"""What a client gets when it has proved who it is: an access token, and a refresh token for the next one."""

from __future__ import annotations

import hashlib
import re
import secrets
import uuid
from dataclasses import dataclass

from service.accounts.tokens import AccessTokens, Claims
from service.database.sessions import NewSession

_REFRESH_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)


@dataclass(frozen=True)
class Grant:
    """The answer to register, login and refresh. `expires_in` is the access token's, in seconds."""

    token: str
    expires_in: int
    refresh_token: str
    user_id: str
    username: str


def make_grant(tokens: AccessTokens, *, user_id: str, username: str, session_id: str, refresh_token: str) -> Grant:
    """Raises what `AccessTokens.issue` raises."""
    access_token = tokens.issue(Claims(user_id=user_id, session_id=session_id))
    return Grant(access_token, tokens.lifetime_s, refresh_token, user_id, username)


def new_session(lifetime_s: int) -> tuple[NewSession, str]:
    """A session to be opened, and its first refresh token: opaque, 256 random bits."""
    refresh_token = secrets.token_urlsafe(32)
    return NewSession(str(uuid.uuid4()), hash_refresh_token(refresh_token), lifetime_s), refresh_token


def hash_refresh_token(token: str) -> bytes:
    """The form that is stored. 256 random bits need no slow hash."""
    return hashlib.sha256(token.encode("ascii")).digest()


def looks_like_refresh_token(text: str) -> bool:
    return _REFRESH_TOKEN.fullmatch(text) is not None
