"""Access tokens: JSON Web Tokens for OAuth 2.0 (RFC 9068), signed and checked by the rules of RFC 8725."""

from __future__ import annotations

import base64
import hashlib
import logging
import secrets
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from service.accounts.secrets import Secrets
from service.config import Settings
from service.database import signing_keys
from service.database.pool import Database
from service.database.signing_keys import StoredKey
from service.errors.kinds import ErrorCode
from service.errors.types import AuthFailed, DatabaseUnavailable
from service.telemetry.logs import write_event
from service.telemetry.trace import current_waits

T = TypeVar("T")

TOKEN_TYPE = "at+jwt"  # noqa: S105  RFC 9068, section 2.1
CLIENT_ID = "surelock"  # RFC 9068 requires the claim; there is one client, the service itself
TOKEN_MAX_CHARS = 4096
RELOAD_INTERVAL_S = 5.0
_CLAIMS = ["iss", "aud", "sub", "sid", "jti", "iat", "exp"]

_log = logging.getLogger("surelock.tokens")


@dataclass(frozen=True)
class Claims:
    """What a valid access token says: whose it is, and of which session."""

    user_id: str
    session_id: str


@dataclass(frozen=True)
class _Key:
    """A key by its id: to check with, and to sign with if its private half is ours to read."""

    kid: str
    verify_with: Ed25519PublicKey | bytes
    sign_with: Ed25519PrivateKey | bytes | None


class AccessTokens:
    """Signs and checks. Thread-safe: the keys are replaced as a whole, never changed."""

    def __init__(self, settings: Settings, derived: Secrets, database: Database) -> None:
        self.lifetime_s = settings.access_token_seconds
        self._algorithm = settings.jwt_algorithm
        self._issuer = settings.jwt_issuer
        self._audience = settings.jwt_audience
        self._derived = derived
        self._database = database
        self._keys: dict[str, _Key] = {}
        self._loaded_at = -RELOAD_INTERVAL_S
        if settings.jwt_algorithm == "HS256" and settings.jwt_secret is not None:
            secret = settings.jwt_secret.get_secret_value().encode()
            kid = _kid(hashlib.sha256(b"surelock HS256" + secret).digest())
            self._keys = {kid: _Key(kid, secret, secret)}

    # Keys

    def load_keys(self) -> None:
        """Read the keys from the database, and make one when there is none that we can sign with."""
        if self._algorithm == "HS256":
            return
        if self._read_keys() is None:
            if signing_keys.add_active(self._database, self._make_key()):
                write_event(_log, "lifecycle", "info", "a signing key was made", action="keys_rotated")
            self._read_keys()

    def _read_keys(self) -> _Key | None:
        self._loaded_at = time.monotonic()
        keys = [self._opened(stored) for stored in signing_keys.find_all(self._database)]
        self._keys = {key.kid: key for key in keys}
        return self._signing_key()

    def _opened(self, stored: StoredKey) -> _Key:
        public = Ed25519PublicKey.from_public_bytes(stored.public_key)
        if stored.secret_id != self._derived.secret_id:
            # Made under another SECRET_KEY: what it signed stays valid, but we sign with one of our own.
            return _Key(stored.kid, public, None)
        private = Ed25519PrivateKey.from_private_bytes(self._derived.cipher.decrypt(stored.private_key))
        return _Key(stored.kid, public, private)

    def _make_key(self) -> StoredKey:
        private = Ed25519PrivateKey.generate()
        public = private.public_key().public_bytes_raw()
        encrypted = self._derived.cipher.encrypt(private.private_bytes_raw())
        return StoredKey(_kid(public), "EdDSA", public, encrypted, self._derived.secret_id)

    def _signing_key(self) -> _Key | None:
        return next((key for key in self._keys.values() if key.sign_with is not None), None)

    def _key_named(self, kid: str) -> _Key | None:
        """A key by its id; one we do not know may be another process's newer one, but nobody can make us ask often."""
        key = self._keys.get(kid)
        may_ask = self._algorithm == "EdDSA" and time.monotonic() - self._loaded_at >= RELOAD_INTERVAL_S
        if key is None and may_ask:
            self._read_keys()
            key = self._keys.get(kid)
        return key

    def public_keys(self) -> list[dict[str, str]]:
        """
        The keys to check tokens with, as JSON Web Keys (RFC 8037); none for a shared secret.

        Raises:
            DatabaseUnavailable: no key could be read since the start; an empty list would be believed.
        """
        if not self._keys:
            raise _no_key()
        return [
            {
                "kty": "OKP",
                "crv": "Ed25519",
                "x": _base64url(key.verify_with.public_bytes_raw()),
                "kid": key.kid,
                "alg": "EdDSA",
                "use": "sig",
            }
            for key in self._keys.values()
            if isinstance(key.verify_with, Ed25519PublicKey)
        ]

    # Tokens

    def issue(self, claims: Claims) -> str:
        """
        A signed token, valid for `lifetime_s` seconds from now.

        Raises:
            DatabaseUnavailable: no key could be read since the start.
        """
        key = self._signing_key()
        if key is None or key.sign_with is None:
            raise _no_key()
        sign_with = key.sign_with
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
        return _signing(lambda: jwt.encode(payload, sign_with, algorithm=self._algorithm, headers=headers))

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

    def _key_of(self, token: str) -> _Key:
        """The key that an access token names in its header."""
        if len(token) > TOKEN_MAX_CHARS:
            raise jwt.DecodeError("too long")
        header = jwt.get_unverified_header(token)
        if str(header.get("typ")).lower() not in (TOKEN_TYPE, f"application/{TOKEN_TYPE}"):
            raise jwt.DecodeError("not an access token")
        kid = header.get("kid")
        key = self._key_named(kid) if isinstance(kid, str) else None
        if key is None:
            raise jwt.DecodeError("unknown key")
        return key

    def _decoded(self, token: str, key: _Key) -> dict[str, Any]:
        decoded: dict[str, Any] = jwt.decode(
            token,
            key.verify_with,
            algorithms=[self._algorithm],
            issuer=self._issuer,
            audience=self._audience,
            # Our own clocks may differ by a moment; only the expiry decides.
            options={"require": _CLAIMS, "verify_iat": False},
        )
        for claim in ("sub", "sid"):
            uuid.UUID(decoded[claim])  # who shares our secret may sign anything
        return decoded


def _signing(work: Callable[[], T]) -> T:
    started = time.monotonic()
    try:
        return work()
    finally:
        current_waits().sign_ms += (time.monotonic() - started) * 1000


def _no_key() -> DatabaseUnavailable:
    return DatabaseUnavailable(ErrorCode.DATABASE_STARTING, "No signing key has been read since the start")


def _kid(material: bytes) -> str:
    return _base64url(hashlib.sha256(material).digest()[:12])


def _base64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")
