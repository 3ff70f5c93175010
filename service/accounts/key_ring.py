"""The keys that sign and check access tokens, as this process knows them."""

from __future__ import annotations

import base64
import hashlib
import logging
import time
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from service.accounts.secrets import Secrets
from service.config import Settings
from service.database import signing_keys
from service.database.pool import Database
from service.database.signing_keys import StoredKey
from service.errors.kinds import ErrorCode
from service.errors.types import DatabaseUnavailable
from service.telemetry.logs import write_event

RELOAD_INTERVAL_S = 5.0

_log = logging.getLogger("surelock.key_ring")


@dataclass(frozen=True)
class Key:
    """A key to check with, by its id."""

    kid: str
    verify_with: Ed25519PublicKey | bytes


@dataclass(frozen=True)
class SigningKey(Key):
    """A key whose private half is ours to read."""

    sign_with: Ed25519PrivateKey | bytes


class KeyRing:
    """With EdDSA, the pairs in table signing_keys; with HS256, JWT_SECRET. Thread-safe: replaced as a whole."""

    def __init__(self, settings: Settings, derived: Secrets, database: Database) -> None:
        self.algorithm = settings.jwt_algorithm
        self._derived = derived
        self._database = database
        self._keys: dict[str, Key] = {}
        self._loaded_at = -RELOAD_INTERVAL_S
        if settings.jwt_algorithm == "HS256" and settings.jwt_secret is not None:
            secret = settings.jwt_secret.get_secret_value().encode()
            kid = _kid(hashlib.sha256(b"surelock HS256" + secret).digest())
            self._keys = {kid: SigningKey(kid, secret, secret)}

    def load(self) -> None:
        """Read the keys from the database, and make one when there is none that we can sign with."""
        if self.algorithm == "HS256":
            return
        self._read()
        if self._newest() is None:
            if signing_keys.add_active(self._database, self._make()):
                write_event(_log, "lifecycle", "info", "a signing key was made", action="keys_rotated")
            self._read()

    def signing_key(self) -> SigningKey:
        """
        The newest key that we can sign with.

        Raises:
            DatabaseUnavailable: no key could be read since the start.
        """
        key = self._newest()
        if key is None:
            raise _no_key()
        return key

    def named(self, kid: str) -> Key | None:
        """
        The key with that id. One we do not know may be another process's newer one, so the database is asked, but
        nobody can make us ask often by making ids up.
        """
        key = self._keys.get(kid)
        may_ask = self.algorithm == "EdDSA" and time.monotonic() - self._loaded_at >= RELOAD_INTERVAL_S
        if key is None and may_ask:
            self.load()
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

    def _newest(self) -> SigningKey | None:
        return next((key for key in self._keys.values() if isinstance(key, SigningKey)), None)

    def _read(self) -> None:
        keys = [self._opened(stored) for stored in signing_keys.find_all(self._database)]
        self._keys = {key.kid: key for key in keys}
        self._loaded_at = time.monotonic()

    def _opened(self, stored: StoredKey) -> Key:
        public = Ed25519PublicKey.from_public_bytes(stored.public_key)
        if not stored.is_active or stored.secret_id != self._derived.secret_id:
            # Retired, or made under another SECRET_KEY: what it signed stays valid, but nothing new is signed with it.
            return Key(stored.kid, public)
        private = Ed25519PrivateKey.from_private_bytes(self._derived.cipher.decrypt(stored.private_key))
        return SigningKey(stored.kid, public, private)

    def _make(self) -> StoredKey:
        private = Ed25519PrivateKey.generate()
        public = private.public_key().public_bytes_raw()
        encrypted = self._derived.cipher.encrypt(private.private_bytes_raw())
        return StoredKey(_kid(public), "EdDSA", public, encrypted, self._derived.secret_id, is_active=True)


def _no_key() -> DatabaseUnavailable:
    return DatabaseUnavailable(ErrorCode.DATABASE_STARTING, "No signing key has been read since the start")


def _kid(material: bytes) -> str:
    return _base64url(hashlib.sha256(material).digest()[:12])


def _base64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")
