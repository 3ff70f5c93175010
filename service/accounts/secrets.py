"""Everything that is derived from SECRET_KEY, each for one purpose only."""

from __future__ import annotations

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


class Secrets:
    """Keys derived with HKDF-SHA-256 (RFC 5869). Immutable.

    `cipher` encrypts signing keys at rest; `secret_id` tells one SECRET_KEY from another and reveals neither.
    """

    def __init__(self, secret: bytes) -> None:
        self._refresh_key = _derive(secret, b"surelock refresh token successor 1")
        self._user_ref_key = _derive(secret, b"surelock user reference 1")
        self.cipher = Fernet(base64.urlsafe_b64encode(_derive(secret, b"surelock signing keys 1")))
        self.secret_id = _derive(secret, b"surelock secret id 1")[:8].hex()

    def refresh_successor(self, token: str) -> str:
        """The refresh token that follows *token*: for the same one always the same, for anybody else a secret."""
        digest = hmac.digest(self._refresh_key, token.encode("ascii"), hashlib.sha256)
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")

    def user_ref(self, username_key: str) -> str:
        """How a tried user name may appear in a log: `h_` and 16 hex digits."""
        digest = hmac.digest(self._user_ref_key, username_key.encode("utf-8", "replace"), hashlib.sha256)
        return f"h_{digest.hex()[:16]}"


def _derive(secret: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(secret)
