"""Access tokens: JSON Web Tokens for OAuth 2.0 (RFC 9068), signed and checked by the rules of RFC 8725."""

from __future__ import annotations

import secrets
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import jwt

from service.accounts.key_ring import Key, KeyRing
from service.config import Settings
from service.errors.kinds import ErrorCode
from service.errors.types import AuthFailed
from service.limits.tripwire import Guarded, guard
from service.telemetry.trace import current_waits

T = TypeVar("T")

TOKEN_TYPE = "at+jwt"  # noqa: S105  RFC 9068, section 2.1
CLIENT_ID = "surelock"  # RFC 9068 requires the claim; there is one client, the service itself
TOKEN_MAX_CHARS = 4096
_CLAIMS = ["iss", "aud", "sub", "sid", "jti", "iat", "exp"]


@dataclass(frozen=True)
class Claims:
    """What a valid access token says: whose it is, and of which session."""

    user_id: str
    session_id: str


class AccessTokens:
    """Issues and checks. Thread-safe."""

    def __init__(self, settings: Settings, keys: KeyRing) -> None:
        self.lifetime_s = settings.access_token_seconds
        self._issuer = settings.jwt_issuer
        self._audience = settings.jwt_audience
        self._keys = keys

    def issue(self, claims: Claims) -> str:
        """
        A signed token, valid for `lifetime_s` seconds from now.

        Raises:
            DatabaseUnavailable: no key could be read since the start.
        """
        key = self._keys.signing_key()
        now = int(time.time())
        payload = {
            "iss": self._issuer,
            "aud": self._audience,
            "sub": claims.user_id,
            "client_id": CLIENT_ID,
            "sid": claims.session_id,
            "jti": secrets.token_urlsafe(16),
            "iat": now,
            "exp": now + self.lifetime_s,
        }
        headers = {"typ": TOKEN_TYPE, "kid": key.kid}
        algorithm = self._keys.algorithm
        return _signing(lambda: jwt.encode(payload, key.sign_with, algorithm=algorithm, headers=headers))

    def check(self, token: str) -> Claims:
        """
        What *token* says, if it is one of ours and has not expired.

        Raises:
            AuthFailed: token_expired or token_invalid.
            What a query raises, when the token names a key that has to be read first.
        """
        try:
            key = self._key_of(token)
            claims = _signing(lambda: self._decoded(token, key))
        except jwt.ExpiredSignatureError as exc:
            raise AuthFailed(ErrorCode.TOKEN_EXPIRED, "The access token has expired") from exc
        except (jwt.InvalidTokenError, ValueError, TypeError, AttributeError) as exc:
            raise AuthFailed(ErrorCode.TOKEN_INVALID, "The access token is not valid") from exc
        return Claims(user_id=claims["sub"], session_id=claims["sid"])

    def _key_of(self, token: str) -> Key:
        """The key that an access token names in its header."""
        if len(token) > TOKEN_MAX_CHARS:
            raise jwt.DecodeError("too long")
        header = jwt.get_unverified_header(token)
        if str(header.get("typ")).lower() not in (TOKEN_TYPE, f"application/{TOKEN_TYPE}"):
            raise jwt.DecodeError("not an access token")
        kid = header.get("kid")
        key = self._keys.named(kid) if isinstance(kid, str) else None
        if key is None:
            raise jwt.DecodeError("unknown key")
        return key

    def _decoded(self, token: str, key: Key) -> dict[str, Any]:
        decoded: dict[str, Any] = jwt.decode(
            token,
            key.verify_with,
            algorithms=[self._keys.algorithm],
            issuer=self._issuer,
            audience=self._audience,
            # Our own clocks may differ by a moment; only the expiry decides.
            options={"require": _CLAIMS, "verify_iat": False},
        )
        for claim in ("sub", "sid"):
            uuid.UUID(decoded[claim])  # who shares our secret may sign anything
        return decoded


def _signing(work: Callable[[], T]) -> T:
    guard(Guarded.SIGN)
    started = current_waits().begin("sign")
    try:
        return work()
    finally:
        current_waits().add("sign", started)
